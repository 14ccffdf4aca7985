import type { Instant } from '../../domain/ids.ts';
import type { PeriodLabel } from '../../domain/period.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { AlarmCode } from '../store/alarms.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { everything } from '../tally/count-table.ts';
import { segmentsOf } from '../tally/segments.ts';
import { byDepartment, dissatisfied } from '../views/counts.ts';
import { heardWithinMs, type Judgement, judgeKiosk } from '../views/judge-kiosk.ts';
import { type KioskFacts, kioskReader } from '../views/kiosk-facts.ts';
import { judgingOf } from '../views/kiosks.ts';
import type { Sources } from '../views/sources.ts';
import { iso, startOf } from '../views/time-of-day.ts';

interface Finding {
  readonly code: AlarmCode;
  readonly subject: string;
  readonly message: string;
}

const watched: readonly AlarmCode[] = [
  'kiosk-silent',
  'kiosk-backlog',
  'kiosk-clock',
  'dissatisfied-ratings',
];

const findingsOf = (kiosk: KioskFacts, judged: Judgement, backlog: number): readonly Finding[] => {
  const subject = kiosk.id;
  const of = (code: AlarmCode, message: string): Finding => ({ code, subject, message });
  const since = kiosk.lastHeardAt === null ? 'ever' : iso(kiosk.lastHeardAt);
  return [
    ...(judged.reasons.includes('silent')
      ? [of('kiosk-silent', `kiosk ${kiosk.id} was not heard since ${since}; it goes on counting by itself`)]
      : []),
    ...((judged.pending ?? 0) >= backlog
      ? [of('kiosk-backlog', `kiosk ${kiosk.id} holds ${judged.pending} entries that are not here`)]
      : []),
    ...(judged.reasons.includes('clock')
      ? [
          of(
            'kiosk-clock',
            `the clock of kiosk ${kiosk.id} is off by ${judged.clockOffsetMs} ms; it is corrected here`,
          ),
        ]
      : []),
  ];
};

/**
 * Looks at every kiosk now and then: raises what a person must know, takes back what is over, and writes down the stretches
 * in which a kiosk was out of reach. Judged by the same rules as the pages are.
 */
export const kioskWatchOf = (store: CentreStore, sources: Sources, now: () => Instant): (() => void) => {
  const { db, alarms } = store;
  const kiosks = kioskReader(db);
  const open = db.prepare<[], Finding>('SELECT code, subject, message FROM alarm WHERE resolved_at IS NULL');
  const openSilences = db.prepare<[], { readonly kioskNo: number; readonly from: Instant }>(
    'SELECT kiosk_no AS kioskNo, from_at AS "from" FROM kiosk_silence WHERE to_at IS NULL',
  );
  const begin = db.prepare(
    'INSERT INTO kiosk_silence (kiosk_no, from_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const end = db.prepare('UPDATE kiosk_silence SET to_at = ? WHERE kiosk_no = ? AND to_at IS NULL');

  const dissatisfiedToday = (at: Instant): readonly Finding[] => {
    const day = reportDayOf(at);
    const { dissatisfiedPerDay } = sources.settings.at('alarms', day);
    const startsAt = startOf(day);
    const period = { label: day.slice(0, 7) as PeriodLabel, from: day, to: day, startsAt, endsAt: at };
    const cells = sources.counter.counted(segmentsOf(sources.departments(), period), everything);
    return [...byDepartment(cells)].flatMap(([id, counts]): Finding[] => {
      const count = dissatisfied(counts);
      if (count < dissatisfiedPerDay) return [];
      const message = `${count} dissatisfied ratings for ${id} on ${day}`;
      return [{ code: 'dissatisfied-ratings', subject: `${id} ${day}`, message }];
    });
  };

  const silence = (facts: readonly KioskFacts[], at: Instant): (() => void)[] => {
    const quiet = new Map(openSilences.all().map((row) => [row.kioskNo, row.from]));
    return facts.flatMap(({ kioskNo, online, lastHeardAt }) => {
      if (lastHeardAt === null) return [];
      const isReached = online === 1 && at - lastHeardAt <= heardWithinMs;
      if (isReached && quiet.has(kioskNo)) return [() => end.run(lastHeardAt, kioskNo)];
      return !isReached && !quiet.has(kioskNo) ? [() => begin.run(kioskNo, lastHeardAt)] : [];
    });
  };

  return () => {
    const at = now();
    const facts = kiosks.list();
    const judging = judgingOf(sources, at);
    const findings = [
      ...facts.flatMap((kiosk) =>
        findingsOf(kiosk, judgeKiosk(kiosk, judging), judging.limits.backlogEntries),
      ),
      ...dissatisfiedToday(at),
    ];
    const key = ({ code, subject }: Finding): string => `${code} ${subject}`;
    const before = open.all().filter((alarm) => watched.includes(alarm.code));
    const known = new Set(before.map(key));
    const still = new Set(findings.map(key));
    const raised = findings.filter((finding) => !known.has(key(finding)));
    const over = before.filter((alarm) => !still.has(key(alarm)));
    const silences = silence(facts, at);
    if (raised.length + over.length + silences.length === 0) return;
    store.transact(() => {
      for (const { code, subject, message } of raised) alarms.raise(code, subject, message, at);
      for (const { code, subject } of over) alarms.resolve(code, subject, at);
      for (const write of silences) write();
    });
  };
};
