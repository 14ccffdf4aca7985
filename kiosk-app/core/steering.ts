import type { ButtonIndex } from '../../device/panel.ts';

/**
 * The panel's buttons as the keys of the screen. A press that comes too soon after a counted one is a repeat and is not counted;
 * when it is of another button than that one, whoever pressed it wants something of the screen. From then on the same button
 * again means "this one", any other "the next one", as with two switches. At first nothing is chosen: the next citizen, who presses
 * the same button once more because it did not count, must not take back what the one before has said.
 */
export interface Steering {
  readonly opener: ButtonIndex;
  /** Steps to the next control, and choices of the present one, since it began; a screen that missed some catches up. */
  readonly moves: number;
  readonly picks: number;
  /** Monotonic milliseconds; a press after it is a rating. */
  readonly until: number;
  /** Names of presses that were taken: a panel may tell one again. */
  readonly taken: readonly string[];
}

interface SteeringPress {
  readonly button: ButtonIndex;
  readonly identity?: string;
}

/** What one step adds to the time, milliseconds. */
export const steerMs = 5_000;
/** With less than this left nobody could follow what the screen offers. */
export const leastSteerMs = 1_500;
// More than a panel keeps in its queue.
const remembered = 32;

/** `until` is when presses would count again anyway, so that opening takes no rating from anybody. */
export const openSteering = (opener: ButtonIndex, until: number): Steering => ({
  opener,
  moves: 0,
  picks: 0,
  until,
  taken: [],
});

/**
 * The steering after a press; undefined when the press is none of its: its time is over, or nothing is chosen yet that could be
 * meant. Told again, a press changes nothing.
 */
export const steer = (steering: Steering, press: SteeringPress, now: number): Steering | undefined => {
  const { identity } = press;
  if (identity !== undefined && steering.taken.includes(identity)) return steering;
  if (now >= steering.until) return undefined;
  const isPick = press.button === steering.opener;
  if (isPick && steering.moves === 0) return undefined;
  return {
    ...steering,
    moves: steering.moves + (isPick ? 0 : 1),
    picks: steering.picks + (isPick ? 1 : 0),
    until: Math.max(steering.until, now + steerMs),
    taken: identity === undefined ? steering.taken : [...steering.taken, identity].slice(-remembered),
  };
};
