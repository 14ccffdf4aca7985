import type { PageClock } from '../link/timers.ts';

/** Three keys that no citizen, no keypad with buttons and no browser uses together, and long enough that no cat opens the door. */
export const chordHeldMs = 3_000;

const isChord = ({ ctrlKey, altKey, code }: KeyboardEvent): boolean => ctrlKey && altKey && code === 'KeyK';

/** The door's knock for who has a keyboard and no touch: Ctrl, Alt and K held for three seconds. Returns what ends it. */
export const holdChord = (target: Window, clock: PageClock, open: () => void): (() => void) => {
  const undo = new AbortController();
  const options = { capture: true, signal: undo.signal } as const;
  let callOff = (): void => {};
  const letGo = (): void => callOff();
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.repeat) return;
      callOff();
      if (isChord(event)) callOff = clock.after(chordHeldMs, open);
    },
    options,
  );
  target.addEventListener('keyup', letGo, options);
  target.addEventListener('blur', letGo, options);
  return () => {
    callOff();
    undo.abort();
  };
};
