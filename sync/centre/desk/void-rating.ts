import type { HashHex, Instant, LedgerId, Seq } from '../../domain/ids.ts';
import { readEntry } from '../ingest/read-fact.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { toBlob } from '../store/evidence.ts';

export interface VoidRequest {
  readonly ledger: LedgerId;
  readonly seq: Seq;
  readonly person: string;
  readonly reason: string;
}

export type Voided =
  | { readonly ok: true; readonly target: HashHex }
  | { readonly ok: false; readonly reason: 'no-such-rating' | 'reason-required' | 'not-counted' };

/**
 * Takes a rating out of the table with a reason, as a new signed entry of the centre's journal. The rating itself stays where
 * it is; the table shows it under what was left out.
 */
export const voiderOf = (store: CentreStore, now: () => Instant): ((request: VoidRequest) => Voided) => {
  const { db, evidence, journal } = store;
  const add = db.prepare('INSERT INTO void (target, arrival, journal_seq) VALUES (?, ?, ?)');
  const exclude = db.prepare(
    `UPDATE rating SET state = 3, state_arrival = @arrival
     WHERE state = 0 AND (identity = @target OR (identity IS NULL AND ledger_no = @ledgerNo AND seq = @seq))`,
  );

  const voidRating = ({ ledger, seq, person, reason }: VoidRequest): Voided => {
    const row = evidence.ledger(ledger);
    const body = row && evidence.bodyAt(row.ledgerNo, seq);
    const hash = row && evidence.hashAt(row.ledgerNo, seq);
    if (!row || body === undefined || hash === undefined) return { ok: false, reason: 'no-such-rating' };
    const read = readEntry(seq, body, hash);
    if (!read.ok || read.told.entry.kind !== 'rating') return { ok: false, reason: 'no-such-rating' };
    if (reason.trim() === '') return { ok: false, reason: 'reason-required' };
    const { identity: target, origin } = read.told;
    // A rating that was carried may stand under the ledger that it came from.
    const home = origin && evidence.ledger(origin.ledger);
    const place =
      home && evidence.hashAt(home.ledgerNo, origin.seq) === target
        ? { ledgerNo: home.ledgerNo, seq: origin.seq }
        : { ledgerNo: row.ledgerNo, seq };
    const arrival = store.nextArrival();
    if (exclude.run({ arrival, target: toBlob(target), ...place }).changes === 0) {
      return { ok: false, reason: 'not-counted' };
    }
    const what = { kind: 'void' as const, ledger, of: seq, target, reason: reason.trim(), arrival };
    add.run(toBlob(target), arrival, journal.append(what, person, now()));
    return { ok: true, target };
  };
  return (request) => store.transact(() => voidRating(request));
};
