/** Time that goes on only when a test lets it, in milliseconds from 0. */
export const virtualTimers = () => {
  let now = 0;
  let due: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      due.push(timer);
      return () => {
        due = due.filter((one) => one !== timer);
      };
    },
    /** Goes to the next timer that is due by `to` and runs it; with none left goes to `to` and says false. */
    step: (to: number): boolean => {
      const next = due.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > to) {
        now = to;
        return false;
      }
      due = due.filter((one) => one !== next);
      now = next.at;
      next.run();
      return true;
    },
  };
};
