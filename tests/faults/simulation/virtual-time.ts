interface Due {
  readonly atMs: number;
  readonly order: number;
  run: (() => unknown) | undefined;
}

/** Virtual time: whole milliseconds, a queue of what happens when, and nothing that waits for the real clock. */
export interface VirtualTime {
  now(): number;
  /** Returns the function that cancels. */
  after(ms: number, run: () => unknown): () => void;
  /** Runs the next event at or before `untilMs` and lets every promise settle; false when there is none. */
  step(untilMs: number): Promise<boolean>;
  /** Events that ran so far. */
  steps(): number;
}

const isBefore = (a: Due, b: Due): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

// Promises and setImmediate are the only things that the product waits for besides its timers; two turns of the loop let a
// chain of both run dry, because nothing here waits for the system.
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export const createVirtualTime = (): VirtualTime => {
  const heap: Due[] = [];
  let nowMs = 0;
  let order = 0;
  let steps = 0;

  const at = (index: number): Due => {
    const due = heap[index];
    if (!due) throw new RangeError('no such event');
    return due;
  };
  const swap = (a: number, b: number): void => {
    const held = at(a);
    heap[a] = at(b);
    heap[b] = held;
  };
  const push = (due: Due): void => {
    heap.push(due);
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!isBefore(at(i), at(parent))) return;
      swap(i, parent);
      i = parent;
    }
  };
  const pop = (): Due | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      if (left < heap.length && isBefore(at(left), at(least))) least = left;
      if (right < heap.length && isBefore(at(right), at(least))) least = right;
      if (least === i) return first;
      swap(i, least);
      i = least;
    }
  };

  return {
    now: () => nowMs,
    steps: () => steps,
    after(ms, run) {
      const due: Due = { atMs: nowMs + Math.max(0, Math.ceil(ms)), order, run };
      order += 1;
      push(due);
      return () => {
        due.run = undefined;
      };
    },
    async step(untilMs) {
      for (;;) {
        const next = heap[0];
        if (!next || next.atMs > untilMs) return false;
        pop();
        if (!next.run) continue;
        nowMs = next.atMs;
        steps += 1;
        await next.run();
        await settle();
        return true;
      }
    },
  };
};
