import { renameSync, writeFileSync } from 'node:fs';

/** A wall clock that a test sets while a process runs under it; the time since boot stays the machine's own. */
export interface FakedClock {
  /** For the process; needs libfaketime (Debian's `faketime`). */
  readonly env: Readonly<Record<string, string>>;
  /** Sets the clock to `wall`; from there it goes on at its usual pace. */
  set(wall: number): void;
}

/** `file` is where libfaketime looks, at every question, for how far the clock is off. */
export const fakedClock = (file: string, wall: number): FakedClock => {
  const set = (to: number): void => {
    const offSeconds = (to - Date.now()) / 1_000;
    // Another file under the same name, so that nobody reads half of it.
    writeFileSync(`${file}.next`, `${offSeconds < 0 ? '' : '+'}${offSeconds.toFixed(3)}\n`);
    renameSync(`${file}.next`, file);
  };
  set(wall);
  return {
    env: {
      LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DISABLE_SHM: '1',
      NO_FAKE_STAT: '1',
    },
    set,
  };
};
