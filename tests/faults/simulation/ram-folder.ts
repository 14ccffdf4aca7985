import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where disks that live for a fraction of a second stand: in memory, where the system offers it. */
export const ramFolder = (): string => {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
};
