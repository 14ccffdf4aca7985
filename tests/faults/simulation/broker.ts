import type { LinkMessage, Will } from '../../../sync/wire/link.ts';
import type { FaultBook } from './fault-book.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What the line and the broker do to a message. Probabilities are of one hop. */
export interface MessageFaults {
  readonly drop: number;
  readonly duplicate: number;
  /** Messages that take up to `jitterMs` instead of a few milliseconds, and so overtake each other. */
  readonly reorder: number;
  readonly jitterMs: number;
  /** Messages that somebody holds for 11 to 90 s: longer than a kiosk waits for its receipt. */
  readonly delay: number;
}

export const noFaults: MessageFaults = { drop: 0, duplicate: 0, reorder: 0, jitterMs: 0, delay: 0 };

/** The way between one machine and the broker. `silent` swallows, `cut` resets. */
export interface Path {
  readonly name: string;
  state: 'open' | 'silent' | 'cut';
  /** Grows with every change, so that a keepalive knows whether it was silence all along. */
  changes: number;
}

export const createPath = (name: string): Path => ({ name, state: 'open', changes: 0 });

/** One connection, as the broker sees it. */
export interface Client {
  readonly name: string;
  readonly path: Path;
  readonly will: Will | undefined;
  isOpen: boolean;
  /** Topics it subscribed to, as predicates. */
  readonly hears: ((topic: string) => boolean)[];
  /** `packetId` is this connection's: 1, 2, 3 …, the same in a duplicate. */
  readonly deliver: (message: LinkMessage, packetId: number) => void;
  /** The connection is gone; the far end hears of it. */
  readonly lost: (reason: string) => void;
  lastPacketId: number;
}

export interface Broker {
  readonly isUp: boolean;
  faults: MessageFaults;
  /** A connection attempt; answers after the line's time, or after 15 s of silence. */
  connect(client: Client, done: (failure?: string) => void): void;
  /** `acked` is told when the broker's PUBACK came back, which it may never. */
  publish(client: Client, topic: string, payload: string, retain: boolean, acked: () => void): void;
  subscribe(client: Client, hears: (topic: string) => boolean, acked: () => void): void;
  /** `politely`: with a DISCONNECT, so without the last will. */
  disconnect(client: Client, how: 'politely' | 'reset' | 'vanished'): void;
  setPath(path: Path, state: Path['state']): void;
  /** Dies with everything that it kept and held. */
  crash(): void;
  start(): void;
}

const connectTimeoutMs = 15_000;
/** One and a half keepalives of 20 s. */
const keepaliveMs = 30_000;
const longDelayMs = 10_000;

export const createBroker = (options: {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly book: FaultBook;
  readonly note: (line: string) => void;
}): Broker => {
  const { time, random, book, note } = options;
  const clients = new Set<Client>();
  const retained = new Map<string, string>();
  // A flow is all that goes one way between the broker and one machine, on one topic.
  const sent = new Map<string, number>();
  const arrived = new Map<string, number>();
  let held = 0;
  let isUp = true;
  let life = 0;
  let faults = noFaults;

  const hopMs = (): number => {
    if (random.chance(faults.delay)) return random.between(11_000, 90_000);
    return random.chance(faults.reorder) ? random.between(0, faults.jitterMs) : random.between(1, 25);
  };

  /** One hop of one message: what becomes of it, and when. */
  const hop = (path: Path, topic: string, arrive: () => void, swallow: () => void = () => {}): void => {
    if (path.state !== 'open') {
      book.fire('partition');
      swallow();
      return;
    }
    if (random.chance(faults.drop)) {
      book.fire('drop');
      note(`drop ${path.name} ${topic}`);
      swallow();
      return;
    }
    const flow = `${path.name} ${topic}`;
    const number = (sent.get(flow) ?? 0) + 1;
    sent.set(flow, number);
    const delayMs = hopMs();
    time.after(delayMs, () => {
      if (path.state !== 'open') {
        book.fire('partition');
        swallow();
        return;
      }
      const newest = arrived.get(flow) ?? 0;
      if (number < newest) book.fire('reorder');
      arrived.set(flow, Math.max(newest, number));
      if (delayMs > longDelayMs) book.fire('delay');
      arrive();
    });
  };

  const forward = (client: Client, topic: string, payload: string, isRetained: boolean): void => {
    client.lastPacketId += 1;
    const packetId = client.lastPacketId;
    const isTwice = random.chance(faults.duplicate);
    const born = life;
    let copies = 0;
    for (let copy = 0; copy < (isTwice ? 2 : 1); copy += 1) {
      held += 1;
      const done = (): void => {
        if (life === born) held -= 1;
      };
      hop(
        client.path,
        `to ${topic}`,
        () => {
          done();
          if (life !== born || !client.isOpen) return;
          copies += 1;
          if (copies === 2) book.fire('duplicate');
          note(`to ${client.name} #${packetId} ${topic} ${payload.length}${isRetained ? ' retained' : ''}`);
          client.deliver({ topic, payload: Buffer.from(payload), isRetained }, packetId);
        },
        done,
      );
    }
  };

  const accept = (topic: string, payload: string, retain: boolean): void => {
    if (retain) retained.set(topic, payload);
    for (const client of [...clients]) {
      if (client.hears.some((hears) => hears(topic))) forward(client, topic, payload, false);
    }
  };

  const lose = (client: Client, sayWill: boolean): void => {
    if (!clients.delete(client)) return;
    if (sayWill && client.will && isUp) accept(client.will.topic, client.will.payload, client.will.retain);
  };

  const reset = (client: Client, reason: string): void => {
    if (!client.isOpen) return;
    client.isOpen = false;
    lose(client, true);
    // Not at once: this may be said in the middle of another process's work.
    time.after(random.between(1, 20), () => client.lost(reason));
  };

  return {
    get isUp() {
      return isUp;
    },
    get faults() {
      return faults;
    },
    set faults(next) {
      faults = next;
    },
    connect(client, done) {
      const { path } = client;
      if (path.state === 'silent') {
        book.fire('partition');
        time.after(connectTimeoutMs, () => done('no answer'));
        return;
      }
      time.after(random.between(2, 40), () => {
        if (path.state !== 'open' || !isUp) {
          if (path.state !== 'open') book.fire('partition');
          done('refused');
          return;
        }
        client.isOpen = true;
        clients.add(client);
        note(`connect ${client.name}`);
        done();
      });
    },
    publish(client, topic, payload, retain, acked) {
      const born = life;
      hop(client.path, `from ${topic}`, () => {
        if (!isUp || life !== born) return;
        note(`from ${client.name} ${topic} ${payload.length}`);
        accept(topic, payload, retain);
        time.after(random.between(1, 25), () => {
          if (client.isOpen && client.path.state === 'open') acked();
        });
      });
    },
    subscribe(client, hears, acked) {
      const born = life;
      time.after(random.between(1, 40), () => {
        if (!client.isOpen || life !== born || client.path.state !== 'open') return;
        client.hears.push(hears);
        acked();
        for (const [topic, payload] of retained) if (hears(topic)) forward(client, topic, payload, true);
      });
    },
    disconnect(client, how) {
      if (!client.isOpen) return;
      client.isOpen = false;
      if (how === 'vanished') time.after(keepaliveMs, () => lose(client, true));
      else lose(client, how === 'reset');
    },
    setPath(path, state) {
      if (path.state === state) return;
      path.state = state;
      path.changes += 1;
      note(`path ${path.name} ${state}`);
      const { changes } = path;
      const onIt = [...clients].filter((client) => client.path === path);
      if (state === 'cut') {
        if (onIt.length > 0) book.fire('partition');
        for (const client of onIt) reset(client, 'reset');
      }
      if (state === 'silent') {
        time.after(keepaliveMs, () => {
          if (path.changes === changes) for (const client of onIt) reset(client, 'keepalive');
        });
      }
    },
    crash() {
      if (!isUp) return;
      note(`broker dies with ${retained.size} kept, ${held} held`);
      if (retained.size + held > 0) book.fire('broker-amnesia');
      isUp = false;
      life += 1;
      held = 0;
      retained.clear();
      for (const client of [...clients]) reset(client, 'the broker died');
      clients.clear();
    },
    start() {
      isUp = true;
    },
  };
};
