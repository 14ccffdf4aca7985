import type { Instant } from '../../domain/ids.ts';

/*
 * A boot's monotonic clock and true time differ by a constant: true = up + offset. The centre never learns the offset; it
 * learns bounds. Nothing arrives before it was sent: offset <= received at − up. Nothing is echoed before it was said:
 * offset >= echo.at − echo.up. A message that a broker held back only gives a wider bound, never a wrong one.
 */

/** How far a wall clock may lie outside what is proven and still be believed, ms: transport, slewing, rounding. */
export const toleranceMs = 30_000;
/** A bound that gets tighter by less than this changes nothing: it would rewrite a boot's facts for no reader's use. */
const worthwhileMs = 1_000;
/** 2020-01-01T00:00:00Z. No kiosk existed before; a wall clock that says so was never set. */
export const earliestPlausible = 1_577_836_800_000;

export interface OffsetBounds {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A `clock-step` entry: at `up` the kiosk's wall clock was set, so that from then on wall − up = `claim`. */
export interface ClockStep {
  readonly up: number;
  readonly claim: number;
}

export interface BootClock extends OffsetBounds {
  /** In the order of `up`. */
  readonly steps: readonly ClockStep[];
}

export const clockVerdicts = ['wall', 'stepped', 'corrected', 'uncorrectable'] as const;
export type ClockVerdict = (typeof clockVerdicts)[number];

export interface Placed {
  readonly occurredAt: Instant;
  readonly verdict: ClockVerdict;
}

/** Takes a new observation into the bounds; the same object comes back when it teaches nothing worthwhile. */
export const tighten = (bounds: OffsetBounds, seen: OffsetBounds): OffsetBounds => {
  const lower =
    seen.lower !== null && (bounds.lower === null || seen.lower >= bounds.lower + worthwhileMs)
      ? seen.lower
      : bounds.lower;
  const upper =
    seen.upper !== null && (bounds.upper === null || seen.upper <= bounds.upper - worthwhileMs)
      ? seen.upper
      : bounds.upper;
  return lower === bounds.lower && upper === bounds.upper ? bounds : { lower, upper };
};

/** Bounds that exclude each other: the centre's own clock was set, or the kiosk slept. */
export const isContradictory = ({ lower, upper }: OffsetBounds): boolean =>
  lower !== null && upper !== null && lower > upper + toleranceMs;

// Contradictory bounds prove less, so both are believed in the wider sense: only what lies outside of both is corrected.
const widest = ({ lower, upper }: OffsetBounds): OffsetBounds =>
  lower !== null && upper !== null && lower > upper ? { lower: upper, upper: lower } : { lower, upper };

/** Whether the clock's claim of an offset may stand beside what is proven. */
export const fits = (claim: number, bounds: OffsetBounds): boolean => {
  const { lower, upper } = widest(bounds);
  return (lower === null || claim >= lower - toleranceMs) && (upper === null || claim <= upper + toleranceMs);
};

// The year counts only where nothing else is known: what a receipt's echo proves may be as old as it likes (a replayed file).
const isPlausible = (up: number, offset: number, { lower, upper }: OffsetBounds): boolean =>
  lower !== null || (upper !== null && up + upper < earliestPlausible) || up + offset >= earliestPlausible;

/**
 * When something happened, by the smallest correction that the evidence demands. The last step of the boot that fits what
 * is proven speaks for the entries before it: a clock is set because it was wrong. A time that nothing proves wrong stands.
 * Where the bounds contradict each other the machine may have slept, and then a step tells of the time that passed meanwhile,
 * not of an error before it: only an entry's own time may then speak for it.
 */
export const placeInTime = (time: { readonly at: number; readonly up: number }, clock: BootClock): Placed => {
  const { up, at } = time;
  const isGood = (offset: number): boolean => isPlausible(up, offset, clock) && fits(offset, clock);
  const place = (offset: number, verdict: ClockVerdict): Placed => ({
    occurredAt: Math.max(0, up + offset) as Instant,
    verdict,
  });
  const own = at - up;
  const step = isContradictory(clock)
    ? undefined
    : clock.steps.findLast((s) => s.up >= up && isGood(s.claim));
  if (step && Math.abs(step.claim - own) > toleranceMs) return place(step.claim, 'stepped');
  if (isGood(own)) return place(own, 'wall');
  const { lower, upper } = widest(clock);
  if (lower !== null && own < lower) return place(lower, 'corrected');
  if (upper !== null && own > upper) return place(upper, 'corrected');
  return place(own, 'uncorrectable');
};
