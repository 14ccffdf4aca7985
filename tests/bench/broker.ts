import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unusedPort } from '../faults/support/unused-port.ts';
import { startChild } from './child.ts';

export interface BenchBroker {
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Debian's Mosquitto in a process of its own. It may queue as much as it likes: with its default of 1,000 it drops messages of
 * the baseline, which sends one for each entry and has nobody who would send them again.
 * It sends at once: with its default it waits for the centre's delayed ACK, 40 ms a round, and the baseline would wait less.
 */
export const startBroker = async (folder: string): Promise<BenchBroker> => {
  const port = await unusedPort();
  const config = join(folder, `mosquitto-${port}.conf`);
  writeFileSync(
    config,
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\nset_tcp_nodelay true\n`,
  );
  const child = await startChild('mosquitto', ['-c', config], /mosquitto version \S+ running/);
  return { url: `mqtt://127.0.0.1:${port}`, end: () => child.end() };
};
