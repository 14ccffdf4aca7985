import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * What the citizens of a fleet did and saw, one line each: `attempted KIOSK TOUCH CATEGORY` before a press, `thanked KIOSK
 * TOUCH SEQ` or `refused KIOSK TOUCH CODE` after it. A press that has only its first line is indeterminate.
 */
export interface PressJournal {
  attempted(kiosk: string, touch: string, category: string): void;
  thanked(kiosk: string, touch: string, seq: number): void;
  refused(kiosk: string, touch: string, code: string): void;
  close(): void;
}

/** The journal cannot be written. */
export class JournalError extends Error {
  readonly code = 'fleet/journal-not-writable';
}

export const noJournal: PressJournal = { attempted() {}, thanked() {}, refused() {}, close() {} };

/**
 * Appends to a file. Each line is one write(2), so that it stands there when the process is killed right after it.
 * @throws JournalError
 */
export const openPressJournal = (path: string): PressJournal => {
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new JournalError(`${path} cannot be written: ${why}`, { cause });
    }
  };
  const fd = attempt(() => openSync(path, 'a'));
  const line = (...words: readonly (string | number)[]): void => {
    attempt(() => writeSync(fd, `${words.join(' ')}\n`));
  };
  return {
    attempted: (kiosk, touch, category) => line('attempted', kiosk, touch, category),
    thanked: (kiosk, touch, seq) => line('thanked', kiosk, touch, seq),
    refused: (kiosk, touch, code) => line('refused', kiosk, touch, code),
    close: () => closeSync(fd),
  };
};
