import { onTestFinished } from 'vitest';
import { type Desk, deskOf } from '../../../sync/centre/desk/open-desk.ts';
import { type Intake, openIntake, type Publication } from '../../../sync/centre/ingest/intake.ts';
import { type CentreStore, openCentreStore } from '../../../sync/centre/store/centre-store.ts';
import { storePathIn } from '../../../sync/centre/store/open-store.ts';
import { reporterOf } from '../../../sync/centre/tally/report-of.ts';
import { type CentreStoreReport, verifyCentreStore } from '../../../sync/centre/verify-store.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import type { PeriodLabel } from '../../../sync/domain/period.ts';
import type { ReportData } from '../../../sync/report/data.ts';
import { decodeReceipt, type ReceiptMessage } from '../../../sync/wire/messages.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { centreId } from './scripted-kiosk.ts';

/** A real store and a real intake without a broker, on a clock that the test sets. */
export interface BenchCentre {
  readonly dataDir: string;
  readonly path: string;
  readonly store: CentreStore;
  readonly intake: Intake;
  readonly desk: Desk;
  now: Instant;
  /** Hands a message in and commits it; the receipts that came of it. */
  take(topic: string, message: unknown, isRetained?: boolean): readonly ReceiptMessage[];
  report(label: string): ReportData;
  count(table: string): number;
  verify(): CentreStoreReport;
}

export const readReceipts = (publications: readonly Publication[]): readonly ReceiptMessage[] =>
  publications.map(({ payload }) => {
    const decoded = decodeReceipt(Buffer.from(payload));
    if (!decoded.ok) throw new Error(decoded.reason);
    return decoded.value;
  });

export const openBenchCentre = (now: Instant, dataDir: string = temporaryFolder()): BenchCentre => {
  const store = openCentreStore(dataDir, centreId, now);
  const reporter = reporterOf(store.db, store.closings);
  const bench: BenchCentre = {
    dataDir,
    path: storePathIn(dataDir),
    store,
    intake: openIntake({ store, now: () => bench.now, log: () => {} }),
    now,
    take: (topic, message, isRetained = false) => {
      const payload = typeof message === 'string' ? message : JSON.stringify(message);
      bench.intake.receive({ topic, payload: Buffer.from(payload), isRetained });
      return readReceipts(bench.intake.commit());
    },
    desk: deskOf(store, reporter, () => bench.now),
    report: (label) => reporter.report(label as PeriodLabel),
    count: (table) => Number(store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    verify: () => verifyCentreStore(bench.path),
  };
  onTestFinished(() => {
    if (store.db.open) store.close();
  });
  return bench;
};
