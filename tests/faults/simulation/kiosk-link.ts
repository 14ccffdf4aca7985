import { type Link, LinkError, type LinkEvent } from '../../../sync/wire/link.ts';
import type { Broker, Client, Path } from './broker.ts';
import type { VirtualTime } from './virtual-time.ts';

const ackTimeoutMs = 30_000;
const maxInFlight = 32;

/** The process that a link belongs to: when it is dead, nothing of it reaches the world and nothing of the world reaches it. */
export interface LinkOwner {
  isDead(): boolean;
  /** A step of the process; it may die of it. */
  step(): void;
  /** Something leaves the process. */
  outward(): void;
}

export interface KioskLink extends Link {
  /** The process died: its connection is reset, or with the power simply gone. */
  kill(how: 'reset' | 'vanished'): void;
}

/** The contract of `wire/link.ts` on the virtual broker. */
export const openKioskLink = (options: {
  readonly name: string;
  readonly path: Path;
  readonly broker: Broker;
  readonly time: VirtualTime;
  readonly owner: LinkOwner;
}): KioskLink => {
  const { name, path, broker, time, owner } = options;
  const listeners = new Set<(event: LinkEvent) => void>();
  const waiting = new Set<(error: LinkError) => void>();
  let current: Client | undefined;
  let isUp = false;

  const tell = (event: LinkEvent): void => {
    if (owner.isDead()) return;
    for (const listener of [...listeners]) listener(event);
  };

  const goDown = (client: Client, reason: string): void => {
    if (current !== client) return;
    current = undefined;
    isUp = false;
    for (const fail of [...waiting]) fail(new LinkError('link/down', reason));
    tell({ is: 'down', reason });
  };

  const acknowledged = (start: (client: Client, done: () => void) => void): Promise<void> => {
    owner.step();
    if (owner.isDead()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const client = current;
      if (!client || !isUp) {
        reject(new LinkError('link/down', 'there is no connection'));
        return;
      }
      if (waiting.size >= maxInFlight) {
        reject(new LinkError('link/busy', `${waiting.size} messages are not acknowledged`));
        return;
      }
      const fail = (error: LinkError): void => {
        cancel();
        if (waiting.delete(fail)) reject(error);
      };
      const cancel = time.after(ackTimeoutMs, () =>
        fail(new LinkError('link/timeout', 'no acknowledgement')),
      );
      waiting.add(fail);
      owner.outward();
      start(client, () => {
        cancel();
        if (waiting.delete(fail)) resolve();
      });
    });
  };

  return {
    connect(will) {
      owner.step();
      if (owner.isDead()) return;
      if (current) throw new Error('link: a connection is open or under way');
      const client: Client = {
        name,
        path,
        will,
        isOpen: false,
        hears: [],
        lastPacketId: 0,
        deliver: (message) => {
          if (current === client) tell({ is: 'message', message });
        },
        lost: (reason) => goDown(client, reason),
      };
      current = client;
      broker.connect(client, (failure) => {
        if (owner.isDead() || current !== client) {
          broker.disconnect(client, 'reset');
          return;
        }
        if (failure !== undefined) {
          goDown(client, failure);
          return;
        }
        isUp = true;
        tell({ is: 'up' });
      });
    },
    publish: (topic, payload, { retain }) =>
      acknowledged((client, done) => broker.publish(client, topic, payload, retain, done)),
    // The simulated centre gives no orders (`tests/core/orders.test.ts` does): whoever asks for them draws nothing of the seed's
    // dice, so that every seed keeps its story.
    subscribe: (filter) =>
      /\/(config|command)$/.test(filter)
        ? Promise.resolve()
        : acknowledged((client, done) => broker.subscribe(client, (topic) => topic === filter, done)),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drop(reason) {
      const client = current;
      if (!client) return;
      broker.disconnect(client, 'reset');
      goDown(client, reason);
    },
    async close() {
      const client = current;
      if (!client) return;
      current = undefined;
      isUp = false;
      broker.disconnect(client, 'politely');
      for (const fail of [...waiting]) fail(new LinkError('link/down', 'the link was closed'));
    },
    kill(how) {
      if (current) broker.disconnect(current, how);
    },
  };
};
