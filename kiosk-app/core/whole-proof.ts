import { checkInBackground } from '../../sync/ledger/check-in-background.ts';
import type { Kiosk, LogLine, Timers } from './port.ts';
import { codeOf, ledgerPath, messageOf } from './store.ts';

const proofAfterMs = 60_000;

/**
 * A start proves the newest entries only, so that it is quick; the whole ledger is proven once the hall has calmed down, in a
 * thread of its own. Damage is told to the technician and the centre; the kiosk goes on counting.
 * @returns the function that gives up
 */
export const proveLater = (
  dataDir: string,
  kiosk: Pick<Kiosk, 'noteProof'>,
  timers: Timers,
  log: (line: LogLine) => void,
): (() => void) => {
  let stop = (): void => {};
  const cancel = timers.after(proofAfterMs, () => {
    const check = checkInBackground(ledgerPath(dataDir));
    stop = check.stop;
    check.done.then(
      (report) => {
        if (!report) return;
        const [bad] = report.findings;
        kiosk.noteProof({ ok: report.ok, entries: report.entries, ...(bad ? { firstBad: bad.where } : {}) });
        if (bad) log({ level: 'error', code: bad.code, message: `${bad.where}: ${bad.reason}` });
      },
      (error: unknown) => log({ level: 'warn', code: codeOf(error), message: messageOf(error) }),
    );
  });
  return () => {
    cancel();
    stop();
  };
};
