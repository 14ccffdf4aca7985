// A process of its own, whose disk is made to fail: appends ratings and says of each how it went, one JSON text a line.
import { writeSync } from 'node:fs';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { handClock, rating } from './ledger-drafts.ts';

const [path = '', count = '0', log] = process.argv.slice(2);
const say = (line: object): number => writeSync(1, `${JSON.stringify(line)}\n`);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);
const open = (): Ledger | undefined => {
  try {
    return openLedger({
      path,
      clock: handClock(),
      version: '1',
      laysLog: log === 'laid',
      log: ({ code }) => say({ log: code }),
    });
  } catch (error) {
    say({ open: codeOf(error) });
    return undefined;
  }
};

let ledger = open();
say({ opened: ledger !== undefined });
for (let i = 0; i < Number(count) && ledger; i += 1) {
  try {
    say({ ok: ledger.append(rating(`press:${i}`)).seq });
  } catch (error) {
    say({ refused: codeOf(error) });
  }
}
if (ledger) {
  try {
    ledger.setWatermark(Math.max(0, ledger.head().seq - 1) as Seq);
    say({ watermark: ledger.watermark() });
  } catch (error) {
    say({ watermark: codeOf(error) });
  }
  say({ read: ledger.read(1 as Seq, 100_000).length });
  try {
    ledger.close();
  } catch (error) {
    say({ close: codeOf(error) });
  }
  ledger = open();
  say({ reopened: ledger !== undefined });
  if (ledger) {
    try {
      say({ ok: ledger.append(rating('after')).seq });
    } catch (error) {
      say({ refused: codeOf(error) });
    }
    ledger.close();
  }
}
