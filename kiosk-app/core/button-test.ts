import type { ButtonIndex, Press } from '../../device/panel.ts';
import type { RatingSource } from '../../sync/domain/entry.ts';
import type { Timers } from './port.ts';

/** A self-test of the panel: each button once, by hand. It ends when all five have answered, or by itself. */
export interface ButtonTest {
  current(): { readonly answered: readonly number[] } | undefined;
  begin(): void;
  /** Whether the press belongs to the test; told again after it, it still does. */
  take(press: Press, via: RatingSource): boolean;
  end(): void;
}

const longestMs = 60_000;
/** So long all five stay on the screen. */
const doneMs = 4_000;

export const createButtonTest = (options: {
  readonly timers: Timers;
  /** Writes down that the button answered. Resolves with whether it is on the disk. */
  readonly record: (button: ButtonIndex, via: RatingSource) => Promise<boolean>;
  readonly onChange: () => void;
}): ButtonTest => {
  const { timers, onChange } = options;
  let answered: readonly number[] | undefined;
  let cancel = (): void => {};
  /** Presses that a panel may tell again because it did not hear that they were taken. */
  const seen = new Set<string>();

  const end = (): void => {
    cancel();
    if (answered === undefined) return;
    answered = undefined;
    onChange();
  };
  const endAfter = (ms: number): void => {
    cancel();
    cancel = timers.after(ms, end);
  };

  const write = async (press: Press, via: RatingSource): Promise<void> => {
    if (!(await options.record(press.button, via))) {
      // The panel tries again later, and may then be heard.
      if (press.identity !== undefined) seen.delete(press.identity);
      return press.refuse();
    }
    press.acknowledge();
    if (answered === undefined || answered.includes(press.button)) return;
    answered = [...answered, press.button].sort((a, b) => a - b);
    if (answered.length === 5) endAfter(doneMs);
    onChange();
  };

  return {
    current: () => (answered === undefined ? undefined : { answered }),
    begin: () => {
      answered = [];
      endAfter(longestMs);
      onChange();
    },
    take: (press, via) => {
      const isKnown = press.identity !== undefined && seen.has(press.identity);
      if (isKnown) press.acknowledge();
      if (isKnown || answered === undefined) return isKnown;
      if (press.identity !== undefined) seen.add(press.identity);
      void write(press, via);
      return true;
    },
    end,
  };
};
