/** Runs one thing at a time, in the order in which they were asked for. */
export interface Turns {
  take<T>(run: () => Promise<T>): Promise<T>;
  /** Resolves when everything asked for so far is done. */
  idle(): Promise<void>;
}

export const createTurns = (): Turns => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(run) {
      const turn = last.then(run);
      last = turn.catch(() => undefined); // the asker hears of it; the next in line is not concerned
      return turn;
    },
    async idle() {
      await last;
    },
  };
};
