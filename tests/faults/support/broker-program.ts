import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startVictim, type Victim } from './victim.ts';

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
