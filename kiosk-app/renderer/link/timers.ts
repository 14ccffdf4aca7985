/** Time, as the page's parts receive it. Milliseconds on a clock that only goes forward. */
export interface PageClock {
  now(): number;
  /** Calls back once; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const browserClock: PageClock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};
