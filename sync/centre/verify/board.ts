/*
 * What the threads of one proof write on for each other to see. They share memory and not messages, because the thread that
 * asks for a proof waits for it: nothing that needs its event loop would get through.
 */
export interface Board {
  /** The place in the list of ledgers that nobody has taken yet; undefined when all are taken, or the proof is off. */
  take(): number | undefined;
  /** Somebody found a flaw or could not go on: what the threads found together counts for nothing. */
  callOff(): void;
  isOff(): boolean;
  /** A helper is up; a helper has sent what it found. */
  cameUp(helper: number): void;
  isDone(helper: number): void;
  /** Waits until a helper is done; false when it did not come up in time. */
  await(helper: number, startWithinMs: number): boolean;
}

const nextSlot = 0;
const offSlot = 1;
const helperSlot = 2;

export const boardMemory = (helpers: number): SharedArrayBuffer =>
  new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * (helperSlot + helpers));

export const boardOn = (memory: SharedArrayBuffer, ledgers: number): Board => {
  const slots = new Int32Array(memory);
  const say = (helper: number, state: number): void => {
    Atomics.store(slots, helperSlot + helper, state);
    Atomics.notify(slots, helperSlot + helper);
  };
  const isOff = (): boolean => Atomics.load(slots, offSlot) !== 0;
  return {
    take: () => {
      if (isOff()) return undefined;
      const place = Atomics.add(slots, nextSlot, 1);
      return place < ledgers ? place : undefined;
    },
    callOff: () => void Atomics.store(slots, offSlot, 1),
    isOff,
    cameUp: (helper) => say(helper, 1),
    isDone: (helper) => say(helper, 2),
    await: (helper, startWithinMs) => {
      Atomics.wait(slots, helperSlot + helper, 0, startWithinMs);
      Atomics.wait(slots, helperSlot + helper, 1);
      return Atomics.load(slots, helperSlot + helper) === 2;
    },
  };
};
