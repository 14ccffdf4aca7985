import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from './host-error.ts';

const shape = /^([^\s]{1,64}) ([A-Za-z0-9_-]{43})\n$/;

/**
 * The secret that a page needs, 256 bits. One for each boot of the machine: kept beside the ledger with rights for its owner
 * alone, minted anew when the boot is another.
 * @throws HostError `host/data-not-writable`
 */
export const sessionToken = (dataDir: string, boot: string): string => {
  const path = join(dataDir, 'session-token');
  try {
    const [, storedBoot, token] = shape.exec(readFileSync(path, 'utf8')) ?? [];
    if (token && storedBoot === boot) return token;
  } catch {
    // none yet, or not ours to read: a new one is written below, and that failing is told
  }
  const token = randomBytes(32).toString('base64url');
  try {
    writeFileSync(`${path}.new`, `${boot} ${token}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new HostError('host/data-not-writable', `the data folder ${dataDir} cannot be written to`, error);
  }
  return token;
};
