import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startVictim, type Victim } from './victim.ts';

/** A port that was free a moment ago. */
export const unusedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Debian's Mosquitto as it comes: nothing kept on the disk, at most 1,000 messages queued for a session that is away. */
export const startMosquittoVictim = (folder: string, port: number): Victim => {
  const config = join(folder, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  return startVictim({
    name: 'broker',
    program: 'mosquitto',
    words: ['-c', config],
    ready: /mosquitto version \S+ running/,
  });
};
