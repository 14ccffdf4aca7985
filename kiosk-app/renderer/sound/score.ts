import type { Shown } from '../state/shown.ts';

/** One sound: a note, or the knock of wood. Times in milliseconds, `gain` 0 to 1. */
export interface Note {
  readonly at: number;
  readonly ms: number;
  readonly hertz: number;
  readonly gain: number;
  readonly timbre: 'wood' | 'bell';
}

const tap: readonly Note[] = [{ at: 0, ms: 70, hertz: 820, gain: 0.5, timbre: 'wood' }];
const recorded: readonly Note[] = [
  { at: 0, ms: 120, hertz: 587.3, gain: 0.25, timbre: 'bell' },
  { at: 110, ms: 140, hertz: 880, gain: 0.25, timbre: 'bell' },
];
const lowTaps: readonly Note[] = [
  { at: 0, ms: 70, hertz: 260, gain: 0.5, timbre: 'wood' },
  { at: 160, ms: 70, hertz: 260, gain: 0.5, timbre: 'wood' },
];

/**
 * What is heard when the screen changes. Never which key it was, and never a difference between satisfied and dissatisfied:
 * nobody in the hall hears a verdict.
 */
export const scoreFor = (before: Shown['name'], now: Shown['name']): readonly Note[] => {
  if (before === now) return [];
  switch (now) {
    case 'pressed':
      return tap;
    case 'thanks':
      // After a comment the rating was recorded, and heard, long ago.
      return before === 'comment' ? [] : recorded;
    case 'comment':
      return recorded;
    case 'taken-back':
      return tap;
    case 'not-recorded':
      return lowTaps;
    default:
      return [];
  }
};
