import type Database from 'better-sqlite3';
import { type CategoryId, categoryIds } from '../../domain/categories.ts';
import type { Entry, EntryReference } from '../../domain/entry.ts';
import type { DepartmentId, HashHex, Instant, LedgerId } from '../../domain/ids.ts';
import { commentHash } from '../../proof/comment-hash.ts';
import type { EntriesMessage } from '../../wire/messages.ts';
import { clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import type { Link } from '../ingest/judge-batch.ts';
import type { PlainRun } from '../ingest/plain-run.ts';
import { type Origin, readEntry, type Told } from '../ingest/read-fact.ts';
import type { Registry } from '../registry/registry.ts';
import type { Alarms } from './alarms.ts';
import type { BootSpan, Boots } from './boots.ts';
import { type Evidence, toBlob } from './evidence.ts';
import { hearsayOf } from './hearsay.ts';
import { ratingWriterOf } from './rating-writer.ts';
import { writeRun } from './write-run.ts';

/** 0 counted, 1 repeat, 2 withdrawn, 3 void; and the arrival that took it out of the table. */
export interface RatingState {
  readonly state: 0 | 1 | 2 | 3;
  readonly arrival: number | null;
}

/** Whether a rating counts. What took it out first, did. */
export const stateOf = (
  isRepeat: boolean,
  withdrawnIn: number | undefined,
  voidedIn: number | undefined,
): RatingState => {
  if (isRepeat) return { state: 1, arrival: null };
  if (withdrawnIn !== undefined && withdrawnIn < (voidedIn ?? Number.POSITIVE_INFINITY)) {
    return { state: 2, arrival: withdrawnIn };
  }
  return voidedIn === undefined ? { state: 0, arrival: null } : { state: 3, arrival: voidedIn };
};

export const categoryNo = (category: CategoryId): number => categoryIds.indexOf(category);

export type CommentTexts = NonNullable<EntriesMessage['texts']>;

export interface FactsOf {
  readonly ledgerNo: number;
  readonly ledger: LedgerId;
  readonly kioskNo: number;
}

export interface Written {
  /** How many told nothing and went to the quarantine. */
  readonly quarantined: number;
  /** When the last of them was written, as well as it is known: everything before it in the ledger is stored. */
  readonly newestAt: Instant | undefined;
}

/** What the entries tell, written out so that it can be counted. */
export interface Facts {
  /** Reads accepted links and writes what they tell; `run` is what they tell, where it is known already. */
  write(of: FactsOf, links: readonly Link[], receivedAt: Instant, run?: PlainRun): Written;
  /** Keeps comment texts whose hash an entry holds; others are ignored. */
  writeTexts(of: FactsOf, texts: CommentTexts): void;
  /** Forgets what was read ahead and what was not written yet, after a transaction that did not commit. */
  forget(): void;
}

/** The entry that a withdrawal or a comment is about. */
interface Target {
  readonly identity: Uint8Array;
  readonly origin: Origin;
}

type RatingEntry = Extract<Entry, { kind: 'rating' }>;

interface Parts {
  readonly evidence: Evidence;
  readonly boots: Boots;
  readonly registry: Registry;
  readonly alarms: Alarms;
  readonly nextArrival: () => number;
}

export const factsOf = (db: Database.Database, parts: Parts): Facts => {
  const { evidence, boots, registry, alarms, nextArrival } = parts;
  const ratings = ratingWriterOf(db);
  const hearsay = hearsayOf(db);
  const addSelfTest = db.prepare(
    `INSERT INTO self_test (identity, ledger_no, seq, category, boot_no, occurred_at, clock, wall_at, up)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const addStep = db.prepare(
    'INSERT INTO clock_step (identity, boot_no, ledger_no, seq, up, claim) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addWithdrawal = db.prepare(
    'INSERT INTO withdrawal (identity, target, ledger_no, seq, wall_at, arrival) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const isCarriedHere = db.prepare<[Uint8Array], 1>('SELECT 1 FROM rating WHERE identity = ?').pluck();
  const withdrawCarried = db.prepare(
    'UPDATE rating SET state = 2, state_arrival = ? WHERE identity = ? AND state = 0',
  );
  const withdrawAt = db.prepare(
    'UPDATE rating SET state = 2, state_arrival = ? WHERE ledger_no = ? AND seq = ? AND identity IS NULL AND state = 0',
  );
  const withdrawnIn = db
    .prepare<[Uint8Array], number | null>('SELECT min(arrival) FROM withdrawal WHERE target = ?')
    .pluck();
  const voidedIn = db.prepare<[Uint8Array], number>('SELECT arrival FROM void WHERE target = ?').pluck();
  const addComment = db.prepare(
    'INSERT INTO comment (identity, target, text_hash, ledger_no, seq, wall_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addBinding = db.prepare(
    'INSERT INTO binding (identity, kiosk_no, ledger_no, seq, department, counter, wall_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addText = db.prepare(
    `INSERT INTO comment_text (identity, salt, text)
     SELECT identity, ?, ? FROM comment WHERE identity = ? AND text_hash = ? AND erased_at IS NULL
     ON CONFLICT DO NOTHING`,
  );
  const retargetWithdrawal = db.prepare('UPDATE withdrawal SET target = ?, arrival = ? WHERE target = ?');
  const retargetComment = db.prepare('UPDATE comment SET target = ? WHERE target = ?');
  const addAlias = db.prepare(
    'INSERT INTO alias (hash, identity, origin_ledger, origin_seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const alias = db.prepare<[Uint8Array], Pick<Target, 'identity'> & Origin>(
    'SELECT identity, origin_ledger AS ledger, origin_seq AS seq FROM alias WHERE hash = ?',
  );

  const departmentNo = (department: DepartmentId, now: Instant): number => {
    const { departmentNo, isNew } = registry.numberOf(department, now);
    if (isNew) {
      const message = `a kiosk rates for "${department}", which was not in the registry; it was added at the end`;
      alarms.raise('unknown-department', department, message, now);
    }
    return departmentNo;
  };

  const stateFor = (entry: RatingEntry, identity: Uint8Array): RatingState =>
    stateOf(entry.repeat === true, withdrawnIn.get(identity) ?? undefined, voidedIn.get(identity));

  const holds = (origin: Origin, identity: Uint8Array): number | undefined => {
    const row = evidence.ledger(origin.ledger);
    const hash = row && evidence.hashAt(row.ledgerNo, origin.seq);
    return hash !== undefined && toBlob(hash).equals(identity) ? row?.ledgerNo : undefined;
  };

  // What a reference means. On its own ledger it must name what stands there; a carried one can only be believed.
  const targetOf = (of: FactsOf, told: Told, reference: EntryReference): Target | undefined => {
    const isHere = told.origin === undefined;
    if (isHere && evidence.hashAt(of.ledgerNo, reference.of) !== reference.ofHash) return undefined;
    const identity = toBlob(reference.ofHash);
    const named = alias.get(identity);
    if (named) return { identity: named.identity, origin: { ledger: named.ledger, seq: named.seq } };
    return { identity, origin: { ledger: told.origin?.ledger ?? of.ledger, seq: reference.of } };
  };

  const withdraw = ({ identity, origin }: Target, arrival: number): void => {
    if (withdrawCarried.run(arrival, identity).changes > 0) return;
    const ledgerNo = holds(origin, identity);
    if (ledgerNo !== undefined) withdrawAt.run(arrival, ledgerNo, origin.seq);
  };

  // What was said of a carried entry before it came here now finds it.
  const nameAlso = (hash: Uint8Array, target: Target): void => {
    const { identity, origin } = target;
    if (addAlias.run(hash, identity, origin.ledger, origin.seq).changes === 0) return;
    hearsay.note(origin.ledger);
    retargetComment.run(identity, hash);
    const arrival = nextArrival();
    if (retargetWithdrawal.run(identity, arrival, hash).changes > 0) withdraw(target, arrival);
  };

  // One that was carried may stand here already under the ledger that it came from, and the other way round.
  const isKnown = (identity: Uint8Array, origin: Origin | undefined): boolean =>
    isCarriedHere.get(identity) !== undefined ||
    (origin !== undefined && holds(origin, identity) !== undefined);

  const rowOf = (of: FactsOf, link: Link, entry: RatingEntry, bootNo: number, now: Instant) => {
    const { occurredAt, verdict } = placeInTime(entry, boots.clockOf(bootNo));
    return {
      ledgerNo: of.ledgerNo,
      seq: link.seq,
      departmentNo: departmentNo(entry.department, now),
      counter: entry.counter,
      category: categoryNo(entry.category),
      via: entry.via,
      occurredAt,
      clock: clockVerdicts.indexOf(verdict),
      bootNo,
      wallAt: entry.at,
      up: entry.up,
      arrival: nextArrival(),
    };
  };

  const addPlain = (of: FactsOf, link: Link, entry: RatingEntry, bootNo: number, now: Instant): void =>
    ratings.add({ ...rowOf(of, link, entry, bootNo, now), state: entry.repeat === true ? 1 : 0 });

  const writeTold = (
    of: FactsOf,
    link: Link,
    told: Told,
    bootNo: number,
    heard: ReadonlySet<HashHex> | undefined,
    now: Instant,
  ): string | undefined => {
    const { entry, origin } = told;
    if (entry.kind === 'rating' && heard !== undefined && !heard.has(told.identity)) {
      addPlain(of, link, entry, bootNo, now);
      return undefined;
    }
    // Whatever else is told may speak of a rating before it.
    ratings.flush();
    const identity = toBlob(told.identity);
    if (origin) for (const hash of told.aliases) nameAlso(toBlob(hash), { identity, origin });
    switch (entry.kind) {
      case 'rating': {
        if (isKnown(identity, origin)) return undefined;
        const { state, arrival } = stateFor(entry, identity);
        const row = rowOf(of, link, entry, bootNo, now);
        ratings.addOdd({ ...row, identity: origin ? identity : null, state, stateArrival: arrival });
        return undefined;
      }
      case 'self-test': {
        const { occurredAt, verdict } = placeInTime(entry, boots.clockOf(bootNo));
        const mark = clockVerdicts.indexOf(verdict);
        const category = categoryNo(entry.category);
        addSelfTest.run(
          identity,
          of.ledgerNo,
          link.seq,
          category,
          bootNo,
          occurredAt,
          mark,
          entry.at,
          entry.up,
        );
        return undefined;
      }
      case 'clock-step': {
        boots.heedStep(bootNo);
        addStep.run(identity, bootNo, of.ledgerNo, link.seq, entry.up, entry.to - entry.up);
        return undefined;
      }
      case 'withdrawal': {
        const target = targetOf(of, told, entry);
        if (!target) return 'entry/wrong-reference';
        const arrival = nextArrival();
        addWithdrawal.run(identity, target.identity, of.ledgerNo, link.seq, entry.at, arrival);
        withdraw(target, arrival);
        return undefined;
      }
      case 'comment': {
        const target = targetOf(of, told, entry);
        if (!target) return 'entry/wrong-reference';
        addComment.run(identity, target.identity, toBlob(entry.textHash), of.ledgerNo, link.seq, entry.at);
        return undefined;
      }
      case 'binding':
        addBinding.run(
          identity,
          of.kioskNo,
          of.ledgerNo,
          link.seq,
          entry.department,
          entry.counter,
          entry.at,
        );
        return undefined;
      case 'boot':
        return undefined;
      case 'carried':
        throw new Error('a carried entry was not unwrapped');
      default:
        return entry satisfies never;
    }
  };

  const runParts = { boots, ratings, departmentNo, nextArrival };

  const trueTimeOf = (bootNo: number, entry: Entry, receivedAt: Instant): Instant | undefined => {
    const { occurredAt, verdict } = placeInTime(entry, boots.clockOf(bootNo));
    return verdict === 'uncorrectable' || occurredAt > receivedAt ? undefined : occurredAt;
  };

  return {
    write: (of, links, receivedAt, run) => {
      const [first] = links;
      if (first && run && run.at.length === links.length && hearsay.isSilentOn(of.ledger))
        return { quarantined: 0, newestAt: writeRun(runParts, of, first.seq, run, receivedAt) };
      const reads = links.map((link) => {
        const read = readEntry(link.seq, link.body, link.hash);
        if (!read.ok) return { link, read, bootNo: 0 };
        const { at, boot, up } = read.told.entry;
        return { link, read, bootNo: boots.heed(of.kioskNo, boot, at - up) };
      });
      const spans = new Map<number, BootSpan & { readonly newestUp: number }>();
      for (const { link, read, bootNo } of reads) {
        if (!read.ok) continue;
        const { up } = read.told.entry;
        const known = spans.get(bootNo);
        const newestUp = Math.max(known?.newestUp ?? 0, up);
        const own = read.told.origin ? null : { first: known?.ups?.first ?? up, last: up };
        const ups = own ?? known?.ups ?? null;
        spans.set(bootNo, { first: known?.first ?? link.seq, last: link.seq, ups, newestUp });
      }
      for (const [bootNo, { newestUp, ...span }] of spans) {
        boots.span(bootNo, of.ledgerNo, span);
        // Nothing arrives before it happened; within a boot `up` grows, so the newest entry bounds it best.
        boots.observe(bootNo, { lower: null, upper: receivedAt - newestUp });
      }
      let quarantined = 0;
      const last = reads.at(-1);
      const newestAt =
        last?.read.ok && !last.read.told.origin
          ? trueTimeOf(last.bootNo, last.read.told.entry, receivedAt)
          : undefined;
      const heard = hearsay.heardOf(
        of.ledger,
        reads.flatMap(({ read }) => (read.ok ? [read.told] : [])),
      );
      for (const { link, read, bootNo } of reads) {
        const reason = read.ok ? writeTold(of, link, read.told, bootNo, heard, receivedAt) : read.reason;
        if (reason === undefined) continue;
        evidence.quarantine(of.ledgerNo, link.seq, reason);
        quarantined += 1;
      }
      ratings.flush();
      return { quarantined, newestAt };
    },
    writeTexts: (of, texts) => {
      for (const { seq, salt, text } of texts) {
        const body = evidence.bodyAt(of.ledgerNo, seq);
        const hash = evidence.hashAt(of.ledgerNo, seq);
        if (body === undefined || hash === undefined) continue;
        const read = readEntry(seq, body, hash);
        if (!read.ok || read.told.entry.kind !== 'comment') continue;
        addText.run(salt, text, toBlob(read.told.identity), toBlob(commentHash(salt, text)));
      }
    },
    forget: () => {
      ratings.forget();
      hearsay.forget();
    },
  };
};
