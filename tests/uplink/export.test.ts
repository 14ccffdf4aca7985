import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { entryHash } from '../../sync/domain/chain.ts';
import type { HashHex, Seq } from '../../sync/domain/ids.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { readLedger } from '../../sync/ledger/read-ledger.ts';
import { isSignedBy, type PublicKey, sha256 } from '../../sync/proof/signing.ts';
import { ExportError, exportLines, writeExport } from '../../sync/uplink/write-export.ts';
import { readExportHeader, readExportTrailer } from '../../sync/wire/export-file.ts';
import { decodeEntries, type EntriesMessage, sealText } from '../../sync/wire/messages.ts';
import { temporaryFolder } from '../support/folder.ts';
import { centreId, clock, kioskId, makeLedger, rating } from './kiosk-side.ts';

const place = { clock, centre: centreId, kiosk: kioskId };

const prepare = (ratings: number, confirmed = 0): { ledger: Ledger; folder: string } => {
  const folder = temporaryFolder();
  const ledger = makeLedger(folder);
  onTestFinished(() => ledger.close());
  for (let i = 0; i < ratings; i += 1) ledger.append(rating);
  if (ratings > 0) ledger.appendComment(2 as Seq, 'Xếp hàng lâu');
  ledger.setWatermark(confirmed as Seq);
  return { ledger, folder };
};

/** Proves every line by itself and against the one before, as whoever takes the file does. */
const prove = (text: string) => {
  const lines = text.split('\n').slice(0, -1);
  const header = readExportHeader(lines[0] ?? '');
  const trailer = readExportTrailer(lines.at(-1) ?? '');
  if (!header || !trailer) throw new Error('no header or no trailer');
  const messages: EntriesMessage[] = [];
  let prev: HashHex | undefined;
  let next: number = header.first;
  for (const line of lines.slice(1, -1)) {
    const decoded = decodeEntries(Buffer.from(line));
    if (!decoded.ok) throw new Error(decoded.reason);
    const message = decoded.value;
    const upTo = (message.first + message.entries.length - 1) as Seq;
    expect(message.ledger).toBe(header.ledger);
    expect(message.first).toBe(next);
    if (prev !== undefined) expect(message.prev).toBe(prev);
    expect(message.entries.reduce<HashHex>((hash, body) => entryHash(sha256, hash, body), message.prev)).toBe(
      message.head,
    );
    expect(isSignedBy(message.key as PublicKey, sealText(upTo, message), message.sig)).toBe(true);
    prev = message.head;
    next = upTo + 1;
    messages.push(message);
  }
  expect(trailer.batches).toBe(messages.length);
  expect(next).toBe(header.head + 1);
  return {
    header,
    bodies: messages.flatMap((m) => m.entries),
    texts: messages.flatMap((m) => m.texts ?? []),
  };
};

describe('an export', () => {
  it('carries everything above the watermark, with texts, in one file of which each line proves itself', () => {
    const { ledger, folder } = prepare(1_200, 100);
    const path = join(folder, 'quay-1.ndjson');
    const summary = writeExport(path, { ledger, ...place });
    expect(summary).toMatchObject({ path, from: 101, upTo: 1_202, entries: 1_102 });
    const text = readFileSync(path, 'utf8');
    expect(summary.bytes).toBe(Buffer.byteLength(text));
    const { header, bodies, texts } = prove(text);
    expect(header).toMatchObject({ centre: centreId, kiosk: kioskId, first: 101, head: 1_202 });
    expect(bodies).toEqual(ledger.read(101 as Seq, 2_000).map((entry) => entry.body));
    expect(texts.map((t) => t.text)).toEqual(['Xếp hàng lâu']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says that there is nothing when there is nothing', () => {
    for (const { ledger } of [prepare(5, 7), prepare(0)]) {
      expect(prove([...exportLines({ ledger, ...place })].join('')).bodies).toEqual([]);
    }
  });

  it('can be written from the file while the kiosk goes on', () => {
    const { ledger, folder } = prepare(10, 3);
    const reader = readLedger(join(folder, 'ledger.sqlite'));
    ledger.append(rating);
    expect(prove([...exportLines({ ledger: reader, ...place })].join('')).bodies).toHaveLength(9);
    reader.close();
    expect(prove([...exportLines({ ledger, ...place, from: 1 as Seq })].join('')).bodies).toHaveLength(13);
  });

  it('ends where it began, whatever is pressed while it is written', () => {
    const { ledger } = prepare(600);
    const lines: string[] = [];
    for (const line of exportLines({ ledger, ...place })) {
      ledger.append(rating);
      lines.push(line);
    }
    expect(prove(lines.join('')).bodies).toHaveLength(602);
  });

  it('that cannot be written says why and leaves nothing', () => {
    const { ledger, folder } = prepare(3);
    const nowhere = join(folder, 'no', 'such', 'folder');
    expect(() => writeExport(nowhere, { ledger, ...place })).toThrow(ExportError);
    mkdirSync(join(folder, 'taken'));
    expect(() => writeExport(join(folder, 'taken'), { ledger, ...place })).toThrow(/taken/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')(
    'of which the disk takes only a part of the last line is none',
    () => {
      const { ledger, folder } = prepare(300);
      const size = (): number =>
        writeExport(join(folder, 'whole'), { ledger, ...place, from: 1 as Seq }).bytes;
      // A comment of the right length puts the end of a block into the trailer, the last 35 bytes.
      const before = size();
      ledger.appendComment(2 as Seq, 'x');
      const one = size() - before;
      const blocks = Math.ceil((before + 2 * one) / 512);
      ledger.appendComment(2 as Seq, 'x'.repeat(1 + blocks * 512 + 17 - (before + 2 * one)));
      expect(Math.abs(size() - blocks * 512 - 17)).toBeLessThan(8);
      const limited = spawnSync(
        'sh',
        [
          ...['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath],
          join(import.meta.dirname, 'export-and-report.ts'),
          ...[join(folder, 'ledger.sqlite'), join(folder, 'part')],
        ],
        { encoding: 'utf8' },
      );
      expect(limited.stdout).toBe('export/io');
      expect(readdirSync(folder).filter((name) => name.startsWith('part'))).toEqual([]);
    },
  );
});
