import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { Attention, Known } from '../api/attention.ts';
import type { KioskGroup, KioskLine, KiosksView } from '../api/kiosk.ts';
import { termWithin } from '../registry/terms.ts';
import { calendarOf } from './calendar.ts';
import { attentionOf, type Judging, judgeKiosk, knownOfKiosk, lineOf } from './judge-kiosk.ts';
import { type KioskFacts, kioskReader } from './kiosk-facts.ts';
import { kioskTraces } from './kiosk-traces.ts';
import type { Sources } from './sources.ts';
import { endOf, iso, startOf } from './time-of-day.ts';

/** Alarms that say that a kiosk's ledger is not whole. */
export const brokenCodes = ['ledger-forked', 'ledger-claimed', 'ledger-shortened'] as const;

export interface JudgedKiosks {
  readonly facts: readonly KioskFacts[];
  readonly lines: readonly KioskLine[];
  readonly attention: readonly Attention[];
  readonly known: readonly Known[];
  readonly judging: Judging;
}

/** What a kiosk is judged by now. */
export const judgingOf = (sources: Sources, now: Instant): Judging => {
  const { db, settings } = sources;
  const day = reportDayOf(now);
  const departments = sources.departments();
  const broken = db
    .prepare<[], { readonly kiosk: string; readonly alarm: number }>(
      `SELECT k.id AS kiosk, max(a.alarm_no) AS alarm FROM alarm a JOIN ledger l ON l.id = a.subject JOIN kiosk k USING (kiosk_no)
       WHERE a.resolved_at IS NULL AND a.code IN (${brokenCodes.map((code) => `'${code}'`).join(', ')}) GROUP BY k.id`,
    )
    .all();
  const byId = new Map<string, string>();
  for (const department of departments.values()) {
    const name = (termWithin(department, day, day) ?? department.terms.at(-1))?.name;
    if (name !== undefined) byId.set(department.id, name);
  }
  return {
    calendar: calendarOf(settings),
    limits: settings.at('alarms', day),
    nameOf: (id) => byId.get(id) ?? null,
    brokenLedgers: new Map(broken.map(({ kiosk, alarm }) => [kiosk, alarm])),
    now,
  };
};

/** Every kiosk in service, judged, with its traces of today. */
export const judgedKiosks = (sources: Sources, now: Instant): JudgedKiosks => {
  const judging = judgingOf(sources, now);
  const day = reportDayOf(now);
  const traces = kioskTraces(sources.db);
  const ticks = traces.ticks(startOf(day), endOf(day));
  const silences = traces.silences(startOf(day), endOf(day));
  const contact = sources.settings.at('contacts', day).technician;
  const facts = kioskReader(sources.db).list();
  const lines: KioskLine[] = [];
  const attention: Attention[] = [];
  const known: Known[] = [];
  for (const kiosk of facts) {
    const judged = judgeKiosk(kiosk, judging);
    const quiet = silences.get(kiosk.kioskNo) ?? [];
    const line = lineOf(kiosk, judged, judging, { ticks: ticks.get(kiosk.kioskNo) ?? [], silences: quiet });
    lines.push(line);
    attention.push(...attentionOf(line, judged, judging, contact));
    known.push(...knownOfKiosk(line, quiet.at(-1)));
  }
  return { facts, lines, attention, known, judging };
};

const groupOrder: readonly KioskGroup[] = ['person', 'healing', 'fine'];

export const kiosksView = (sources: Sources, now: Instant): KiosksView => {
  const { lines, judging } = judgedKiosks(sources, now);
  const day = reportDayOf(now);
  const count = (group: KioskGroup): number => lines.filter((line) => line.group === group).length;
  return {
    at: iso(now),
    day,
    hours: judging.calendar.hoursOn(day),
    person: count('person'),
    healing: count('healing'),
    fine: count('fine'),
    kiosks: groupOrder.flatMap((group) => lines.filter((line) => line.group === group)),
    technician: sources.settings.at('contacts', day).technician,
  };
};
