import { join } from 'node:path';
import { startBroker } from './broker.ts';
import { type Child, startChild } from './child.ts';

/** A centre with its broker, to drain into and to move bare messages through. */
export interface Arena {
  readonly url: string;
  end(): Promise<void>;
}

export interface ArenaKind {
  readonly name: string;
  /** Starts a centre with an empty store in `dataDir`. */
  open(dataDir: string): Promise<Arena>;
}

const centreIn = (dataDir: string, words: readonly string[], ready: RegExp): Promise<Child> =>
  startChild('sync/centre/commands/centre.ts', ['--data', dataDir, ...words], ready);

/** The default: aedes inside the centre's process. The bare messages go through that very process, when it has nothing else to do. */
const inside: ArenaKind = {
  name: 'aedes inside the centre',
  open: async (dataDir) => {
    const centre = await centreIn(dataDir, ['--mqtt', '0'], /broker\s+(mqtt:\S+)/);
    return { url: centre.ready, end: () => centre.end() };
  },
};

const outside: ArenaKind = {
  name: 'Mosquitto',
  open: async (dataDir) => {
    const broker = await startBroker(dataDir);
    const centre = await centreIn(join(dataDir, 'centre'), ['--broker', broker.url], /centre \S+ is up/);
    return {
      url: broker.url,
      end: async () => {
        await centre.end();
        await broker.end();
      },
    };
  },
};

export const arenaKinds: readonly ArenaKind[] = [inside, outside];
