import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { temporaryFolder } from '../support/folder.ts';
import { type HandClock, handClock, rating } from './ledger-drafts.ts';

export const ledgerPath = (folder: string = temporaryFolder()): string => join(folder, 'ledger.sqlite');

/** Opens a ledger that is closed after the test. */
export const openTestLedger = (path: string, clock: HandClock = handClock()): Ledger => {
  const ledger = openLedger({ path, clock, version: '1.2.3' });
  onTestFinished(() => ledger.close());
  return ledger;
};

/** A closed ledger file with `count` ratings (one boot entry before them). */
export const writeLedger = (path: string, count: number): void => {
  const ledger = openLedger({ path, clock: handClock(), version: '1.2.3' });
  for (let i = 0; i < count; i += 1) ledger.append(rating(`press:${i}`));
  ledger.close();
};

export const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'nothing was thrown';
};
