import type { Entry } from '../../domain/entry.ts';
import type { HashHex } from '../../domain/ids.ts';
import { type BootClock, clockVerdicts, placeInTime } from '../clock/boot-clock.ts';
import { categoryNo, stateOf } from '../store/facts.ts';
import type { Frame } from './frame.ts';

/*
 * A rating's row as verify reads it, a million times: few columns and no blobs, because handing a value from SQLite to
 * JavaScript costs more than hashing the entry does. What is small is packed into one number
 * (where it is small: a department of one less and a category of eight more would give the same).
 */
export const ratingColumns = `iif(r.identity IS NULL, NULL, lower(hex(r.identity))),
  iif((r.category | r.state | r.clock) BETWEEN 0 AND 7, ((r.department_no * 8 + r.category) * 8 + r.state) * 8 + r.clock, NULL),
  r.counter || ' ' || r.via, r.occurred_at, r.boot_no, r.wall_at, r.up, r.state_arrival`;

/** The values of `ratingColumns`. What a row of a damaged file may hold: anything. */
export interface RatingRow {
  readonly identity: unknown;
  readonly packed: unknown;
  readonly counterAndVia: unknown;
  readonly occurredAt: unknown;
  readonly bootNo: unknown;
  readonly wallAt: unknown;
  readonly up: unknown;
  readonly stateArrival: unknown;
}

export type RatingEntry = Extract<Entry, { kind: 'rating' }>;

const pack = (department: number, category: number, state: number, clock: number): number =>
  ((department * 8 + category) * 8 + state) * 8 + clock;

/** The first thing in a rating's row that does not follow from its entry; undefined when all does. */
export const flawOfRating = (
  frame: Frame,
  kioskNo: number,
  entry: RatingEntry,
  identity: HashHex,
  isCarried: boolean,
  row: RatingRow,
  arrivalOf: () => number,
): string | undefined => {
  const bootNo = frame.bootNo(kioskNo, entry.boot);
  if (bootNo === undefined || row.bootNo !== bootNo) return 'boot';
  const { state, arrival: stateArrival } = stateOf(
    entry.repeat === true,
    frame.withdrawnIn(identity),
    frame.voidedIn(identity),
  );
  const department = frame.departmentNo(entry.department) ?? -1;
  const category = categoryNo(entry.category);
  if (row.identity !== (isCarried ? identity : null)) return 'identity';
  if (row.counterAndVia !== `${entry.counter} ${entry.via}`) return 'counter';
  if (row.wallAt !== entry.at || row.up !== entry.up) return 'wall time';
  if (row.stateArrival !== stateArrival) return 'state';

  const flawBy = (clock: BootClock): string | undefined => {
    const { occurredAt, verdict } = placeInTime(entry, clock);
    if (row.occurredAt !== occurredAt) return 'instant';
    const mark = clockVerdicts.indexOf(verdict);
    if (row.packed === pack(department, category, state, mark)) return undefined;
    const found = Math.floor(Number(row.packed) / 8);
    if (found === pack(department, category, state, 0) / 8) return 'clock';
    if (found % 8 !== state) return 'state';
    return Math.floor(found / 8) % 8 === category ? 'department' : 'category';
  };
  const flaw = flawBy(frame.clockOf(bootNo));
  if (flaw === undefined || !frame.isFrozen(bootNo)) return flaw;
  const frozen = frame.frozenClock(bootNo, Number(row.occurredAt), arrivalOf());
  return frozen && flawBy(frozen) === undefined ? undefined : flaw;
};
