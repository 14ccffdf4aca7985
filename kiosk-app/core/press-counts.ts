import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ButtonIndex, buttonIndices } from '../../device/panel.ts';
import type { Timers } from './port.ts';

/**
 * How often each physical button went down since the kiosk was installed: what tells a technician that a button is worn or was
 * never pressed. A hint, not evidence (that is the ledger), so it is written now and then, not with every press.
 */
export interface PressCounts {
  count(button: ButtonIndex): void;
  /** Five whole numbers, button 1 first. */
  all(): readonly number[];
  close(): void;
}

const saveEveryMs = 60_000;

const read = (path: string): number[] => {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const numbers = Array.isArray(stored) ? stored : [];
    return buttonIndices.map((button) =>
      Number.isSafeInteger(numbers[button - 1]) ? numbers[button - 1] : 0,
    );
  } catch {
    return buttonIndices.map(() => 0); // none yet, or not readable: counting starts again
  }
};

export const keepPressCounts = (dataDir: string, timers: Timers): PressCounts => {
  const path = join(dataDir, 'press-counts.json');
  const counts = read(path);
  let cancel: (() => void) | undefined;
  const save = (): void => {
    cancel = undefined;
    try {
      writeFileSync(`${path}.new`, JSON.stringify(counts));
      renameSync(`${path}.new`, path);
    } catch {
      // a full disk is told by the ledger, which needs it more
    }
  };
  return {
    count(button) {
      counts[button - 1] = (counts[button - 1] ?? 0) + 1;
      cancel ??= timers.after(saveEveryMs, save);
    },
    all: () => [...counts],
    close() {
      if (!cancel) return;
      cancel();
      save();
    },
  };
};
