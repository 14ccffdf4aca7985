import type { Instant } from '../../domain/ids.ts';
import type { WebhookEvent } from '../api/other-system.ts';
import type { AlarmCode } from '../store/alarms.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { Outbox } from './outbox.ts';

/** Which event an alarm is; the compiler keeps the table whole. Null: it stays in the console. */
const events: Readonly<Record<AlarmCode, WebhookEvent | null>> = {
  'kiosk-silent': 'kiosk-silent',
  'kiosk-backlog': 'backlog',
  'kiosk-clock': 'clock',
  'clock-uncorrectable': 'clock',
  'clock-contradiction': 'clock',
  'ledger-forked': 'chain',
  'ledger-claimed': 'chain',
  'ledger-not-enrolled': 'chain',
  'ledger-shortened': 'chain',
  'ledger-replaced': 'chain',
  'entry-quarantined': 'chain',
  'centre-restored': 'chain',
  'dissatisfied-ratings': 'dissatisfied',
  'unknown-department': null,
};

interface OpenAlarm {
  readonly alarmNo: number;
  readonly code: AlarmCode;
  readonly subject: string;
  readonly message: string;
  readonly raisedAt: Instant;
}

/** Puts every alarm that opened since the last time on its way, once; one that was resolved and comes back goes again. */
export const alarmTeller = (store: CentreStore, outbox: Outbox, now: () => Instant): (() => number) => {
  const { db } = store;
  const fresh = db.prepare<[], OpenAlarm>(
    `SELECT alarm_no AS alarmNo, code, subject, message, raised_at AS raisedAt FROM alarm
     WHERE resolved_at IS NULL AND alarm_no NOT IN (SELECT alarm_no FROM alarm_told) ORDER BY alarm_no`,
  );
  const over = db.prepare<[], 1>(
    'SELECT 1 FROM alarm_told JOIN alarm USING (alarm_no) WHERE resolved_at IS NOT NULL LIMIT 1',
  );
  const forget = db.prepare(
    'DELETE FROM alarm_told WHERE alarm_no IN (SELECT alarm_no FROM alarm WHERE resolved_at IS NOT NULL)',
  );
  const mark = db.prepare('INSERT INTO alarm_told (alarm_no, raised_at) VALUES (?, ?)');
  return () => {
    if (over.get() === undefined && fresh.get() === undefined) return 0;
    return store.transact(() => {
      forget.run();
      const found = fresh.all();
      for (const { alarmNo, code, subject, message, raisedAt } of found) {
        const event = events[code];
        if (event) outbox.put(event, { subject, message, detail: { alarm: code } }, now());
        mark.run(alarmNo, raisedAt);
      }
      return found.length;
    });
  };
};
