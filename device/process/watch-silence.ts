import type { Clock } from '../panel.ts';

const lookEveryMs = 500;

/** Calls `onSilent` once when `isSilent`. Returns the function that stops watching. */
export const watchSilence = (clock: Clock, isSilent: () => boolean, onSilent: () => void): (() => void) => {
  let cancel = (): void => {};
  const look = (): void => {
    const dueMs = clock.now() + lookEveryMs;
    cancel = clock.after(lookEveryMs, () => {
      // When we ourselves were held up (a slow disk), what was said meanwhile has not been read yet.
      const wasHeldUp = clock.now() - dueMs > lookEveryMs;
      if (!wasHeldUp && isSilent()) onSilent();
      else look();
    });
  };
  look();
  return () => cancel();
};
