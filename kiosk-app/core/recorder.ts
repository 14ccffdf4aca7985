import type { CategoryId } from '../../sync/domain/categories.ts';
import { entryHash } from '../../sync/domain/chain.ts';
import { type Entry, type EntryDraft, parseEntry, type RatingSource } from '../../sync/domain/entry.ts';
import type { CounterId, DepartmentId, HashHex, Seq } from '../../sync/domain/ids.ts';
import { isRepeat, type KioskTime } from '../../sync/domain/repeat.ts';
import type { KioskClock, Ledger, StoredEntry } from '../../sync/ledger/port.ts';
import { sha256 } from '../../sync/proof/signing.ts';

/** A press on its way to the ledger. */
export interface RatingRequest {
  readonly category: CategoryId;
  readonly via: RatingSource;
  /** The name of the press, where it has one: the same name is never written twice. */
  readonly press?: string;
}

export type Recorded =
  | { readonly outcome: 'counted'; readonly seq: Seq }
  | { readonly outcome: 'repeat'; readonly seq: Seq }
  /**
   * Was written before, at `seq`, or on a ledger before this one; nothing was appended. `isRepeat`: it was a repeat then, and is
   * not counted.
   */
  | { readonly outcome: 'known'; readonly seq?: Seq; readonly isRepeat?: true };

export interface Recorder {
  /** What the next recorder of this kiosk must know when it begins on another ledger. */
  recall(): Recall;
  /** Whether a press of that name is in the ledger already. */
  knows(press: string): boolean;
  /** Appends at most one rating. @throws LedgerError when it is not on the disk. */
  record(request: RatingRequest): Recorded;
  /** Notes that the button of a category answered in a self-test; never counted. @throws LedgerError */
  selfTest(category: CategoryId, via: RatingSource): void;
  /** Takes the rating at `seq` back. @throws LedgerError */
  withdraw(seq: Seq): void;
  /** Appends a `binding` when department or counter differ from the last one that was written. @throws LedgerError */
  bind(binding: Binding): void;
}

export interface Binding {
  readonly department: DepartmentId;
  readonly counter: CounterId;
}

/** Presses that a panel may still repeat after a restart: its queue holds fewer. */
const rememberedPresses = 512;

interface KnownPress {
  /** Its place; undefined where it stayed on another ledger. */
  readonly seq?: Seq;
  readonly isRepeat?: true;
}

interface CountedPress extends KioskTime {
  /** Under which a withdrawal may name it: by its place, and where it was carried by the one before. */
  readonly hashes: readonly HashHex[];
}

export interface Recall {
  readonly lastCounted: CountedPress | undefined;
  readonly presses: ReadonlyMap<string, KnownPress>;
}

interface Memory {
  lastCounted: CountedPress | undefined;
  binding: Binding | undefined;
  /** By name, oldest first. */
  readonly presses: Map<string, KnownPress>;
}

const timeOf = ({ at, boot, up }: Entry): KioskTime => ({ at, boot, up });

const rememberPress = (memory: Memory, press: string, known: KnownPress): void => {
  memory.presses.set(press, known);
  if (memory.presses.size <= rememberedPresses) return;
  const [oldest] = memory.presses.keys();
  if (oldest !== undefined) memory.presses.delete(oldest);
};

/** Takes in one entry, oldest first. A carried entry counts as what it carries. */
const take = (
  memory: Memory,
  stored: { readonly body: string; readonly seq: Seq; readonly hash: HashHex },
  hashes: readonly HashHex[] = [stored.hash],
): void => {
  const parsed = parseEntry(stored.body);
  if (!parsed.ok) return; // `verify` names it; here it only means one press less is remembered
  const { entry } = parsed;
  switch (entry.kind) {
    case 'rating':
      if (entry.press)
        rememberPress(memory, entry.press, { seq: stored.seq, ...(entry.repeat && { isRepeat: true }) });
      if (!entry.repeat) memory.lastCounted = { ...timeOf(entry), hashes };
      // A rating of this ledger was written under the binding of its time: a thousand of them after it say the same as the entry.
      if (hashes.length === 1) memory.binding ??= { department: entry.department, counter: entry.counter };
      return;
    case 'withdrawal':
      if (memory.lastCounted?.hashes.includes(entry.ofHash)) memory.lastCounted = undefined;
      return;
    case 'binding':
      memory.binding = { department: entry.department, counter: entry.counter };
      return;
    case 'carried': {
      const first = entryHash(sha256, entry.prev, entry.body);
      take(memory, { ...stored, body: entry.body }, [...hashes, first]);
      return;
    }
    default:
      return;
  }
};

/**
 * Reads back what the newest entries say, so that a restart changes nothing for the next press; and before that what was known
 * on another ledger, of which only what the centre did not have was carried to this one.
 */
const remember = (ledger: Ledger, before: Recall | undefined): Memory => {
  const memory: Memory = { lastCounted: before?.lastCounted, binding: undefined, presses: new Map() };
  for (const [press, { isRepeat }] of before?.presses ?? [])
    rememberPress(memory, press, isRepeat ? { isRepeat } : {});
  for (const stored of ledger.recent(rememberedPresses * 2).toReversed()) take(memory, stored);
  return memory;
};

export const createRecorder = (options: {
  readonly ledger: Ledger;
  readonly clock: KioskClock;
  readonly binding: () => Binding;
  readonly responseIntervalMs: () => number;
  /** The recorder of the ledger that this one took the place of while the kiosk ran. */
  readonly before?: Pick<Recorder, 'recall'>;
}): Recorder => {
  const { ledger, clock } = options;
  const memory = remember(ledger, options.before?.recall());

  const append = (draft: EntryDraft): StoredEntry => {
    const stored = ledger.append(draft);
    take(memory, stored);
    return stored;
  };

  return {
    recall: () => memory,
    knows: (press) => memory.presses.has(press),
    record({ category, via, press }) {
      const known = press === undefined ? undefined : memory.presses.get(press);
      if (known) return { outcome: 'known', ...known };
      const repeat = isRepeat(memory.lastCounted, clock.now(), options.responseIntervalMs());
      const stored = append({
        kind: 'rating',
        category,
        ...options.binding(),
        via,
        ...(press === undefined ? {} : { press }),
        ...(repeat ? { repeat } : {}),
      });
      return { outcome: repeat ? 'repeat' : 'counted', seq: stored.seq };
    },
    selfTest(category, via) {
      append({ kind: 'self-test', category, via });
    },
    withdraw(seq) {
      const ofHash: HashHex | undefined = ledger.hashAt(seq);
      if (!ofHash) throw new RangeError(`no entry at ${seq}`);
      append({ kind: 'withdrawal', of: seq, ofHash });
    },
    bind({ department, counter }) {
      const last = memory.binding;
      if (last?.department === department && last.counter === counter) return;
      append({ kind: 'binding', department, counter });
    },
  };
};
