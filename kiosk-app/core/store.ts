import { join } from 'node:path';
import type { EntryTime } from '../../sync/domain/entry.ts';
import type { LostAside } from '../../sync/ledger/ledgers-aside.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import type { LogLine, Timers } from './port.ts';

export const ledgerPath = (dataDir: string): string => join(dataDir, 'ledger.sqlite');

/** The code a person can read out, from any error. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'kiosk/bug';

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const retryMs = 2_000;

/**
 * Holds the ledger while it can be opened, and tries again while it cannot: a full or missing disk is a state of the kiosk,
 * not its end. `onOpen` runs with every ledger that was opened, `onProblem` with the code of every failure.
 */
export interface Store {
  ledger(): Ledger | undefined;
  open(): void;
  /** Closes the ledger after a failed write, and opens it anew: what is on the disk is checked before the next press. */
  reopen(): void;
  /**
   * Gives the kiosk a new ledger, because the old one has a twin or the centre has `lost` some of one before; what the centre
   * has not moves over with its identity.
   */
  rotate(lost: readonly LostAside[]): void;
  close(): void;
}

export const keepStore = (options: {
  readonly dataDir: string;
  readonly clock: { now(): EntryTime };
  readonly version: string;
  readonly laysLog: boolean;
  readonly timers: Timers;
  readonly log: (line: LogLine) => void;
  readonly onOpen: (ledger: Ledger) => void;
  readonly onProblem: (code: string) => void;
}): Store => {
  let ledger: Ledger | undefined;
  let cancelRetry: (() => void) | undefined;
  const { clock, version, laysLog } = options;
  const files = {
    path: ledgerPath(options.dataDir),
    clock,
    version,
    laysLog,
    log: (line: { readonly code: string; readonly message: string }) =>
      options.log({ level: 'warn', ...line }),
  };

  const shut = (): void => {
    cancelRetry?.();
    cancelRetry = undefined;
    try {
      ledger?.close();
    } catch (error) {
      options.log({ level: 'warn', code: codeOf(error), message: messageOf(error) });
    }
    ledger = undefined;
  };

  const openBy = (make: () => Ledger): void => {
    try {
      const opened = make();
      ledger = opened;
      options.onOpen(opened);
    } catch (error) {
      const code = codeOf(error);
      shut();
      options.log({ level: 'error', code, message: messageOf(error) });
      options.onProblem(code);
      cancelRetry = options.timers.after(retryMs, open);
    }
  };
  const open = (): void => openBy(() => openLedger(files));

  return {
    ledger: () => ledger,
    open,
    reopen: () => {
      shut();
      open();
    },
    rotate: (lost) => {
      shut();
      openBy(() => rotateLedger(files, lost).ledger);
    },
    close: shut,
  };
};
