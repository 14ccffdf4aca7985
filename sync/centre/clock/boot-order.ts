import type { OffsetBounds } from './boot-clock.ts';

/** A boot as it stands in one ledger: its first and its last own entry there, by the time since it began. */
export interface OrderedBoot extends OffsetBounds {
  readonly bootNo: number;
  readonly firstUp: number;
  readonly lastUp: number;
}

const higher = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b > a) ? b : a;
const lower = (a: number | null, b: number | null): number | null =>
  a === null || (b !== null && b < a) ? b : a;

/**
 * What the order of a ledger says of its boots' clocks. It was written from front to back by one machine, so no entry is older
 * than the one before: a boot began after what is proven of the boots before it, and ended before what is proven of those
 * after. So a machine without a clock battery that was never online between two switchings-on is bounded by its neighbours.
 * @param boots in the order in which the ledger has them
 */
export const boundsByOrder = (boots: readonly OrderedBoot[]): readonly OffsetBounds[] => {
  let floor: number | null = null;
  const lowers = boots.map((boot) => {
    const bound = higher(boot.lower, floor === null ? null : floor - boot.firstUp);
    floor = higher(floor, bound === null ? null : bound + boot.lastUp);
    return bound;
  });
  let ceiling: number | null = null;
  const uppers = boots.toReversed().map((boot) => {
    const bound = lower(boot.upper, ceiling === null ? null : ceiling - boot.lastUp);
    ceiling = lower(ceiling, bound === null ? null : bound + boot.firstUp);
    return bound;
  });
  return boots.map((_boot, i) => ({ lower: lowers[i] ?? null, upper: uppers[boots.length - 1 - i] ?? null }));
};
