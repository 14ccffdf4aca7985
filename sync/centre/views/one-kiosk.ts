import { categoryIds } from '../../domain/categories.ts';
import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { KioskPress, KioskView } from '../api/kiosk.ts';
import type { BindingView } from '../api/registry.ts';
import { alarmsOfSubjects } from './alarms.ts';
import { kioskConfigView, kioskOrderView } from './fleet.ts';
import { judgeKiosk, lineOf } from './judge-kiosk.ts';
import { type KioskFacts, kioskReader } from './kiosk-facts.ts';
import { kioskTraces } from './kiosk-traces.ts';
import { brokenCodes, judgingOf } from './kiosks.ts';
import type { Sources } from './sources.ts';
import { endOf, iso, isoMinute, isoOrNull, nextDay, startOf } from './time-of-day.ts';

const workingDays = 7;
const furthestDays = 31;

interface BindingRow {
  readonly kiosk: string;
  readonly department: string;
  readonly counter: string;
  readonly at: Instant;
}

/** Where kiosks stood, by their own ledgers; one line a stay. */
export const bindingsOf = ({ db }: Sources, kiosk?: string): readonly BindingView[] => {
  const rows = db
    .prepare<[{ kiosk: string | null }], BindingRow>(
      `SELECT k.id AS kiosk, b.department, b.counter, b.wall_at AS at FROM binding b JOIN kiosk k USING (kiosk_no)
       WHERE @kiosk IS NULL OR k.id = @kiosk ORDER BY k.id, b.wall_at, b.ledger_no, b.seq`,
    )
    .all({ kiosk: kiosk ?? null });
  const stays = rows.filter((row, i) => {
    const before = rows[i - 1];
    return (
      before?.kiosk !== row.kiosk || before.department !== row.department || before.counter !== row.counter
    );
  });
  return stays.map((row, i) => {
    const after = stays[i + 1];
    const to = after?.kiosk === row.kiosk ? iso(after.at) : null;
    return { kiosk: row.kiosk, department: row.department, counter: row.counter, from: iso(row.at), to };
  });
};

interface LedgerRowOf {
  readonly ledgerNo: number;
  readonly id: string;
  readonly upTo: number;
  readonly firstHeardAt: Instant;
  readonly lastHeardAt: Instant;
  readonly code: string | null;
  readonly aside: number;
}

const ledgersOf = ({ db }: Sources, kiosk: KioskFacts): KioskView['ledgers'] =>
  db
    .prepare<[number], LedgerRowOf>(
      `SELECT l.ledger_no AS ledgerNo, l.id, l.up_to AS upTo, l.first_heard_at AS firstHeardAt, l.last_heard_at AS lastHeardAt,
         (SELECT a.code FROM alarm a WHERE a.subject = l.id AND a.resolved_at IS NULL
            AND a.code IN (${brokenCodes.map((code) => `'${code}'`).join(', ')}) LIMIT 1) AS code,
         (SELECT count(*) FROM quarantine q WHERE q.ledger_no = l.ledger_no) AS aside
       FROM ledger l WHERE l.kiosk_no = ? ORDER BY l.last_heard_at DESC`,
    )
    .all(kiosk.kioskNo)
    .map(({ id, upTo, firstHeardAt, lastHeardAt, code, aside }) => ({
      id,
      isCurrent: id === kiosk.toldLedger,
      upTo,
      head: id === kiosk.toldLedger ? kiosk.toldHead : null,
      firstHeardAt: iso(firstHeardAt),
      lastHeardAt: iso(lastHeardAt),
      state:
        code === 'ledger-shortened'
          ? 'shortened'
          : code !== null
            ? 'forked'
            : aside > 0
              ? 'put-aside'
              : 'whole',
    }));

const buttonsOf = ({ db }: Sources, kiosk: KioskFacts, broken: readonly number[]): KioskView['buttons'] => {
  const tested = new Map(
    db
      .prepare<[number], { readonly category: number; readonly at: Instant }>(
        `SELECT s.category, max(s.occurred_at) AS at FROM self_test s JOIN ledger l USING (ledger_no)
         WHERE l.kiosk_no = ? GROUP BY s.category`,
      )
      .all(kiosk.kioskNo)
      .map((row) => [row.category, row.at]),
  );
  const pressed = new Map(
    db
      .prepare<[number], { readonly category: number; readonly count: number }>(
        `SELECT r.category, count(*) AS count FROM rating r JOIN ledger l USING (ledger_no)
         WHERE l.kiosk_no = ? AND r.via <> 'touch' GROUP BY r.category`,
      )
      .all(kiosk.kioskNo)
      .map((row) => [row.category, row.count]),
  );
  return categoryIds.map((_, i) => {
    const testedAt = tested.get(i) ?? null;
    const presses = pressed.get(i) ?? 0;
    const answers = testedAt !== null || presses > 0;
    return {
      button: i + 1,
      state: broken.includes(i + 1) ? 'broken' : answers ? 'answers' : 'unknown',
      testedAt: isoOrNull(testedAt),
      presses,
    };
  });
};

/** The page of one kiosk; undefined when there is none of that name. */
export const kioskView = (sources: Sources, id: string, now: Instant): KioskView | undefined => {
  const kiosk = kioskReader(sources.db)
    .list('all')
    .find((each) => each.id === id);
  if (!kiosk) return undefined;
  const judging = judgingOf(sources, now);
  const judged = judgeKiosk(kiosk, judging);
  const today = reportDayOf(now);
  const traces = kioskTraces(sources.db);
  const { calendar } = judging;

  const days: string[] = [];
  for (let i = 1; i <= furthestDays && days.length < workingDays - 1; i += 1) {
    const day = nextDay(today, -i);
    if (calendar.isWorking(day)) days.unshift(day);
  }
  const first = startOf(days[0] ?? today);
  const ticks = traces.ticks(first, endOf(today)).get(kiosk.kioskNo) ?? [];
  const silences = traces.silences(first, endOf(today)).get(kiosk.kioskNo) ?? [];
  const within = (day: string, at: string): boolean => at.slice(0, 10) === day;
  const dayLines = [...days, today].map((day) => {
    const [begin, end] = [iso(startOf(day)), iso(endOf(day))];
    const quiet = silences.filter((each) => each.from < end && (each.to ?? end) > begin);
    const minutes = ticks.filter((at) => at >= startOf(day) && at < endOf(day)).map(isoMinute);
    const isUnknown = quiet.some((each) => each.to === null) || (judged.pending ?? 0) > 0;
    const counted = traces.counts(startOf(day), endOf(day)).get(kiosk.kioskNo) ?? 0;
    return {
      day,
      hours: calendar.hoursOn(day),
      ticks: minutes.filter((at) => within(day, at)),
      silences: quiet,
      count: isUnknown && quiet.length > 0 ? null : counted,
    };
  });
  const bindings = bindingsOf(sources, id);
  const { told } = kiosk;
  const last = dayLines.at(-1);
  const line = lineOf(kiosk, judged, judging, { ticks: [], silences: last?.silences ?? [] });
  return {
    at: iso(now),
    line: { ...line, ticks: last?.ticks ?? [] },
    boundSince: bindings.at(-1)?.from ?? null,
    days: dayLines,
    ledgers: ledgersOf(sources, kiosk),
    buttons: buttonsOf(sources, kiosk, typeof judged.panel === 'object' ? judged.panel.broken : []),
    told: {
      at: isoOrNull(kiosk.toldAt),
      pending: judged.pending,
      clockOffsetMs: judged.clockOffsetMs,
      panel: told?.panel?.status ?? null,
      screen: told?.screen?.name ?? null,
      diskFreePercent: told?.disk?.freePercent ?? null,
      version: told?.version ?? null,
    },
    config: kioskConfigView(sources.db, id, told?.config),
    order: kioskOrderView(sources.db, id),
    bindings,
    alarms: alarmsOfSubjects(sources, [id, ...ledgersOf(sources, kiosk).map((ledger) => ledger.id)]),
    technician: sources.settings.at('contacts', today).technician,
  };
};

/** The presses of a day that can be voided, without their category. */
export const pressesOf = (sources: Sources, id: string, day: string): readonly KioskPress[] =>
  sources.db
    .prepare<
      [string, number, number],
      { readonly ledger: string; readonly seq: number; readonly at: Instant; readonly state: number }
    >(
      `SELECT l.id AS ledger, r.seq, r.occurred_at AS at, r.state FROM kiosk k JOIN ledger l USING (kiosk_no)
         JOIN rating r ON r.ledger_no = l.ledger_no
       WHERE k.id = ? AND r.state IN (0, 3) AND r.occurred_at >= ? AND r.occurred_at < ? ORDER BY r.occurred_at, r.seq`,
    )
    .all(id, startOf(day), endOf(day))
    .map(({ ledger, seq, at, state }) => ({ ledger, seq, at: isoMinute(at), isVoid: state === 3 }));
