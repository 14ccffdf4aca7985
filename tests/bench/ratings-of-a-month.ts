import type { MqttClient } from 'mqtt';
import { openIntake } from '../../sync/centre/ingest/intake.ts';
import { openCentreStore } from '../../sync/centre/store/centre-store.ts';
import type { CentreId, Instant } from '../../sync/domain/ids.ts';
import { type PeriodLabel, reportDayOf } from '../../sync/domain/period.ts';
import { decodeReceipt } from '../../sync/wire/messages.ts';
import { mostEntries, type PaperKiosk, paperKiosk } from './paper-kiosk.ts';
import type { Bench } from './result.ts';

const [departments, kiosks] = [17, 60] as const;
const dayMs = 86_400_000;
const perSecond = 500;
const patienceMs = 5_000;

const heedReceipt = (kiosk: PaperKiosk, payload: Uint8Array): void => {
  const receipt = decodeReceipt(payload);
  if (receipt.ok) kiosk.heed(receipt.value.upTo);
};

/** Now and thirty days back lie in two periods as the calendar has it; the month is put where a period is nearly over. */
export const monthOf = (
  now: Instant,
): { readonly from: Instant; readonly to: Instant; readonly label: PeriodLabel } => {
  const [year, month, day] = reportDayOf(now).split('-').map(Number);
  const next = (day ?? 1) > 15 ? 1 : 0;
  const label = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1 + next, 1)).toISOString().slice(0, 7);
  return { from: (now - 30 * dayMs) as Instant, to: now, label: label as PeriodLabel };
};

/** Sixty kiosks of seventeen departments, numbered from `first`. */
export const paperKiosks = (from: Instant, first = 0): readonly PaperKiosk[] =>
  Array.from({ length: kiosks }, (_, n) => paperKiosk(first + n, departments, from));

/** A centre's store with a month of ratings from sixty kiosks of seventeen departments, taken in as any others are. */
export const fillCentre = (
  dataDir: string,
  count: number,
  now: Instant,
  tell: Bench['tell'],
): readonly PaperKiosk[] => {
  const store = openCentreStore(dataDir, 'centre' as CentreId, now);
  // Only while it is filled: a COMMIT for each batch would take longer than all the rest of the bench.
  store.db.pragma('synchronous = OFF');
  const intake = openIntake({ store, now: () => now, log: () => {} });
  const month = monthOf(now);
  const senders = paperKiosks(month.from);
  const send = (kiosk: PaperKiosk): void => {
    intake.receive({ topic: kiosk.topic, payload: Buffer.from(kiosk.message()), isRetained: false });
    for (const { payload } of intake.commit()) heedReceipt(kiosk, Buffer.from(payload));
  };
  for (let i = 0; i < count; i += 1) {
    const kiosk = senders[i % kiosks];
    if (!kiosk) continue;
    kiosk.rate((month.from + Math.floor((i / count) * (month.to - month.from))) as Instant);
    if (kiosk.pending() === mostEntries) send(kiosk);
    if (i % 50_000 === 0) tell(`a store of ${count} ratings: ${i}`);
  }
  for (const kiosk of senders) if (kiosk.pending() > 0) send(kiosk);
  const { entries } = intake.counters.read();
  store.close();
  if (entries !== count) throw new Error(`the store took ${entries} of ${count} ratings`);
  return senders;
};

/** Five hundred ratings a second, sent as they come, again where no receipt comes; until it is told to stop. */
export const arriving = async (
  client: MqttClient,
  senders: readonly PaperKiosk[],
): Promise<{ readonly stop: () => number; readonly pending: () => number }> => {
  const sentAt = new Map<PaperKiosk, number>();
  const send = (kiosk: PaperKiosk): void => {
    if (kiosk.pending() === 0 || performance.now() - (sentAt.get(kiosk) ?? -patienceMs) < patienceMs) return;
    sentAt.set(kiosk, performance.now());
    client.publish(kiosk.topic, kiosk.message(), { qos: 1 });
  };
  const byTopic = new Map(senders.map((kiosk) => [kiosk.topic.replace(/entries$/, 'receipt'), kiosk]));
  client.on('message', (topic, payload) => {
    const kiosk = byTopic.get(topic);
    if (!kiosk) return;
    heedReceipt(kiosk, payload);
    sentAt.delete(kiosk);
    send(kiosk);
  });
  await client.subscribeAsync('motcham/1/centre/+/receipt', { qos: 1 });
  const began = performance.now();
  let made = 0;
  let isStopped = false;
  const timer = setInterval(() => {
    const due = isStopped ? made : Math.floor(((performance.now() - began) / 1000) * perSecond);
    for (; made < due; made += 1) senders[made % senders.length]?.rate(Date.now() as Instant);
    for (const kiosk of senders) send(kiosk);
  }, 10);
  timer.unref();
  return {
    stop: () => {
      isStopped = true;
      return made;
    },
    pending: () => senders.reduce((sum, kiosk) => sum + kiosk.pending(), 0),
  };
};
