import type { Link, LinkEvent } from '../../sync/wire/link.ts';
import { LinkError } from '../../sync/wire/link.ts';

/** Virtual time: a queue of what happens when. */
export class VirtualTime {
  nowMs = 0;
  #nextId = 0;
  readonly #events = new Map<number, { readonly atMs: number; readonly run: () => void }>();

  after(ms: number, run: () => void): () => void {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#events.set(id, { atMs: this.nowMs + Math.max(0, ms), run });
    return () => this.#events.delete(id);
  }

  /** Runs the next event and lets every promise settle; false when there is none before `untilMs`. */
  async step(untilMs: number): Promise<boolean> {
    let next: [number, { readonly atMs: number; readonly run: () => void }] | undefined;
    for (const entry of this.#events) if (!next || entry[1].atMs < next[1].atMs) next = entry;
    if (!next || next[1].atMs > untilMs) return false;
    this.#events.delete(next[0]);
    this.nowMs = next[1].atMs;
    next[1].run();
    await new Promise((resolve) => setImmediate(resolve));
    return true;
  }
}

export interface LineFaults {
  readonly drop: number;
  readonly duplicate: number;
  readonly maxDelayMs: number;
}

/** Everything that a broker with a bad line may do to messages, under virtual time. */
export class VirtualBroker {
  readonly fired = { drop: 0, duplicate: 0, reorder: 0, cut: 0 };
  faults: LineFaults = { drop: 0, duplicate: 0, maxDelayMs: 5 };
  isUp = true;
  onEntries: (payload: string) => void = () => {};
  #kept: string | undefined;
  #lastDueMs = 0;
  readonly #links = new Set<(event: LinkEvent) => void>();
  readonly #time: VirtualTime;
  readonly #random: () => number;

  constructor(time: VirtualTime, random: () => number) {
    this.#time = time;
    this.#random = random;
  }

  #carry(deliver: () => void): void {
    const { drop, duplicate, maxDelayMs } = this.faults;
    if (this.#random() < drop) {
      this.fired.drop += 1;
      return;
    }
    const copies = this.#random() < duplicate ? 2 : 1;
    this.fired.duplicate += copies - 1;
    for (let i = 0; i < copies; i += 1) {
      const delayMs = this.#random() * maxDelayMs;
      const dueMs = this.#time.nowMs + delayMs;
      if (dueMs < this.#lastDueMs) this.fired.reorder += 1;
      this.#lastDueMs = Math.max(this.#lastDueMs, dueMs);
      this.#time.after(delayMs, deliver);
    }
  }

  /** The centre's side: a receipt on its way to whoever is connected. */
  publishReceipt(topic: string, text: string, isKept: boolean): void {
    if (!this.isUp) return;
    if (isKept) this.#kept = text;
    this.#carry(() => this.#tell(topic, text, false));
  }

  #tell(topic: string, text: string, isRetained: boolean): void {
    const event: LinkEvent = { is: 'message', message: { topic, payload: Buffer.from(text), isRetained } };
    for (const tell of this.#links) tell(event);
  }

  forgetKept(): void {
    this.#kept = undefined;
  }

  cut(): void {
    if (this.#links.size > 0) this.fired.cut += 1;
    for (const tell of [...this.#links]) tell({ is: 'down', reason: 'cut' });
    this.#links.clear();
  }

  openLink(): Link {
    const listeners = new Set<(event: LinkEvent) => void>();
    const tell = (event: LinkEvent): void => {
      for (const listener of [...listeners]) listener(event);
    };
    const isConnected = (): boolean => this.#links.has(tell);
    return {
      connect: () => {
        this.#time.after(this.#random() * 20, () => {
          if (!this.isUp) {
            tell({ is: 'down', reason: 'refused' });
            return;
          }
          this.#links.add(tell);
          tell({ is: 'up' });
        });
      },
      publish: async (topic, payload) => {
        if (!isConnected()) throw new LinkError('link/down', 'cut');
        // Taken over, and so acknowledged, whatever becomes of it.
        if (topic.endsWith('/entries')) this.#carry(() => this.isUp && this.onEntries(payload));
      },
      subscribe: async (topic) => {
        if (!isConnected()) throw new LinkError('link/down', 'cut');
        const kept = this.#kept;
        if (kept !== undefined) this.#time.after(1, () => isConnected() && this.#tell(topic, kept, true));
      },
      on: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      drop: (reason) => {
        if (this.#links.delete(tell)) tell({ is: 'down', reason });
      },
      close: async () => {
        this.#links.delete(tell);
      },
    };
  }
}
