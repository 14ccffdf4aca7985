import type { Clock } from '../../../device/panel.ts';

export interface ManualClock extends Clock {
  /** Moves time and runs what falls due, in order; lets promises settle in between. */
  advance(ms: number): Promise<void>;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const createManualClock = (random: () => number = () => 0.5): ManualClock => {
  let nowMs = 0;
  let nextId = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    now: () => nowMs,
    after: (ms, run) => {
      nextId += 1;
      const id = nextId;
      timers.set(id, { at: nowMs + ms, run });
      return () => timers.delete(id);
    },
    random,
    advance: async (ms) => {
      const until = nowMs + ms;
      await settle();
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        nowMs = Math.max(nowMs, due[1].at);
        due[1].run();
        await settle();
      }
      nowMs = until;
      await settle();
    },
  };
};
