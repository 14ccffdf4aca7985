import { categoryIds } from '../../sync/domain/categories.ts';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import { formatEntry } from '../../sync/domain/entry.ts';
import type {
  BootId,
  CentreId,
  CounterId,
  DepartmentId,
  HashHex,
  Instant,
  KioskId,
  LedgerId,
  Seq,
} from '../../sync/domain/ids.ts';
import { fingerprintOf, mintKeyPair, sha256, signerOf } from '../../sync/proof/signing.ts';
import { type EntriesMessage, sealText } from '../../sync/wire/messages.ts';
import { formatTopic } from '../../sync/wire/topics.ts';

/** A kiosk that writes to no disk: what it sends is signed and chained like any other's, until a receipt for it comes. */
export interface PaperKiosk {
  readonly id: KioskId;
  readonly topic: string;
  /** Makes a rating at an instant. */
  rate(at: Instant): void;
  /** How many have no receipt. */
  pending(): number;
  /** All that has no receipt, as much as one batch holds. */
  message(): string;
  heed(upTo: number): void;
}

/** What fits into 128 KB. */
export const mostEntries = 400;

const busy = [9, 8, 1, 1, 1] as const;

export const paperKiosk = (n: number, departments: number, startsAt: Instant): PaperKiosk => {
  const { publicKey, privateKey } = mintKeyPair();
  const ledger = fingerprintOf(publicKey) as LedgerId;
  const sign = signerOf(privateKey);
  const boot = `paper-${n}` as BootId;
  const place = {
    department: `so-${(n % departments) + 1}` as DepartmentId,
    counter: `q${n}` as CounterId,
  };
  const id = `paper-${n}` as KioskId;
  let bodies: string[] = [];
  let hashes: HashHex[] = [];
  let prev: HashHex = genesisHash(sha256, ledger);
  let first = 1;
  let last = startsAt;
  let turn = n;
  return {
    id,
    topic: formatTopic({ centre: 'centre' as CentreId, kiosk: id, channel: 'entries' }),
    rate: (at) => {
      turn = (turn + 7) % 20;
      let left = turn;
      const category = categoryIds.find((_, i) => {
        left -= busy[i] ?? 0;
        return left < 0;
      });
      const seq = (first + bodies.length) as Seq;
      last = at;
      const body = formatEntry(
        seq,
        { at, boot, up: at - startsAt },
        {
          kind: 'rating',
          category: category ?? categoryIds[0],
          ...place,
          via: 'serial',
          press: `panel:1f3a9c04:${seq}`,
        },
      );
      hashes.push(entryHash(sha256, hashes.at(-1) ?? prev, body));
      bodies.push(body);
    },
    pending: () => bodies.length,
    message: () => {
      const entries = bodies.slice(0, mostEntries);
      const unsigned = {
        v: 1 as const,
        ledger,
        key: publicKey,
        first: first as Seq,
        prev,
        entries,
        head: hashes[entries.length - 1] ?? prev,
        clock: { wall: last, boot, up: last - startsAt },
      };
      const upTo = (first + entries.length - 1) as Seq;
      const message: EntriesMessage = { ...unsigned, sig: sign(sealText(upTo, unsigned)) };
      return JSON.stringify(message);
    },
    heed: (upTo) => {
      const done = upTo - first + 1;
      if (done <= 0) return;
      prev = hashes[done - 1] ?? prev;
      bodies = bodies.slice(done);
      hashes = hashes.slice(done);
      first = upTo + 1;
    },
  };
};
