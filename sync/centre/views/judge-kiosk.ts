import type { Instant } from '../../domain/ids.ts';
import type { Attention, Known } from '../api/attention.ts';
import type { KioskGroup, KioskLine, KioskReason, Silence } from '../api/kiosk.ts';
import type { SettingValues } from '../api/setting.ts';
import type { Calendar } from './calendar.ts';
import type { KioskFacts } from './kiosk-facts.ts';
import { isoMinute, isoOrNull, minuteMs } from './time-of-day.ts';
import { brokenButtons } from './told-state.ts';

/** A kiosk tells its state every minute; after three it was not heard although the broker thinks that it is there. */
export const heardWithinMs = 3 * minuteMs;
const frozenAfterMs = minuteMs;
const lowDiskPercent = 5;

export interface Judging {
  readonly calendar: Calendar;
  readonly limits: SettingValues['alarms'];
  readonly nameOf: (department: string) => string | null;
  /** Open alarms that say that a ledger is not whole, by kiosk. */
  readonly brokenLedgers: ReadonlyMap<string, number>;
  readonly now: Instant;
}

/** What is known of a kiosk, in the terms of a person who looks after it. */
export interface Judgement {
  readonly reasons: readonly KioskReason[];
  readonly group: KioskGroup;
  readonly online: boolean;
  readonly pending: number | null;
  readonly clockOffsetMs: number | null;
  readonly panel: KioskLine['panel'];
  readonly screen: KioskLine['screen'];
  readonly silentSince: Instant | null;
}

const needsPerson: ReadonlySet<KioskReason> = new Set([
  'silent',
  'button-broken',
  'panel-lost',
  'screen-frozen',
  'disk-low',
  'chain-broken',
  'never-heard',
]);

/** The kiosk's clock minus true time, by the best that is proven of its boot. */
const clockOffset = ({ told, bootUpper }: KioskFacts): number | null =>
  told === null || bootUpper === null ? null : told.clock.wall - told.clock.up - bootUpper;

const panelOf = (kiosk: KioskFacts, online: boolean): KioskLine['panel'] => {
  if (!online || !kiosk.told?.panel) return 'unknown';
  const { status } = kiosk.told.panel;
  if (status === 'none') return 'none';
  if (status === 'down') return 'lost';
  const { lastTest } = kiosk;
  // Four of five answered: whoever tested went through them all.
  const missing =
    lastTest && lastTest.answered.length === 4
      ? [1, 2, 3, 4, 5].filter((button) => !lastTest.answered.includes(button))
      : [];
  const broken = [...new Set([...brokenButtons(kiosk.told), ...missing])].sort((a, b) => a - b);
  return broken.length > 0 ? { broken } : 'ok';
};

const screenOf = (kiosk: KioskFacts, online: boolean): KioskLine['screen'] => {
  const painted = kiosk.told?.screen?.paintedMsAgo;
  if (!online || painted === undefined) return 'unknown';
  return painted > frozenAfterMs ? 'frozen' : 'ok';
};

export const judgeKiosk = (kiosk: KioskFacts, judging: Judging): Judgement => {
  const { now, limits, calendar } = judging;
  const { lastHeardAt } = kiosk;
  const online = kiosk.online === 1 && lastHeardAt !== null && now - lastHeardAt <= heardWithinMs;
  const pending = kiosk.toldHead === null ? null : Math.max(0, kiosk.toldHead - kiosk.upTo);
  const clockOffsetMs = clockOffset(kiosk);
  const panel = panelOf(kiosk, online);
  const screen = screenOf(kiosk, online);
  const isSilent =
    !online &&
    lastHeardAt !== null &&
    calendar.openMsBetween(lastHeardAt, now) >= limits.silentMinutes * minuteMs;
  const freePercent = kiosk.told?.disk?.freePercent;
  const found: readonly (readonly [KioskReason, boolean])[] = [
    ['chain-broken', judging.brokenLedgers.has(kiosk.id)],
    ['never-heard', lastHeardAt === null],
    ['silent', isSilent],
    ['panel-lost', panel === 'lost'],
    ['button-broken', typeof panel === 'object'],
    ['screen-frozen', screen === 'frozen'],
    ['disk-low', freePercent !== undefined && freePercent < lowDiskPercent],
    ['backlog', (pending ?? 0) > 0],
    ['clock', clockOffsetMs !== null && Math.abs(clockOffsetMs) >= limits.clockSeconds * 1_000],
  ];
  const reasons = found.filter(([, is]) => is).map(([reason]) => reason);
  const group: KioskGroup = reasons.some((reason) => needsPerson.has(reason))
    ? 'person'
    : reasons.length > 0
      ? 'healing'
      : 'fine';
  const silentSince = online ? null : lastHeardAt;
  return { reasons, group, online, pending, clockOffsetMs, panel, screen, silentSince };
};

export interface Traces {
  readonly ticks: readonly Instant[];
  readonly silences: readonly Silence[];
}

/** Where it stands: by its own newest word, else by its ledger. */
export const bindingOf = (
  kiosk: KioskFacts,
): { readonly department: string; readonly counter: string } | null => kiosk.told?.binding ?? kiosk.bound;

export const lineOf = (kiosk: KioskFacts, judged: Judgement, judging: Judging, traces: Traces): KioskLine => {
  const binding = bindingOf(kiosk);
  return {
    id: kiosk.id,
    departmentId: binding?.department ?? null,
    department: binding ? (judging.nameOf(binding.department) ?? binding.department) : null,
    counter: binding?.counter ?? null,
    group: judged.group,
    reasons: judged.reasons,
    online: judged.online,
    lastHeardAt: isoOrNull(kiosk.lastHeardAt),
    pending: judged.pending,
    clockOffsetMs: judged.clockOffsetMs,
    panel: judged.panel,
    screen: judged.screen,
    ledger: judged.reasons.includes('chain-broken') ? 'broken' : kiosk.toldLedger === null ? 'unknown' : 'ok',
    version: kiosk.told?.version ?? null,
    retiredAt: isoOrNull(kiosk.retiredAt),
    ticks: [...new Set(traces.ticks.map(isoMinute))],
    silences: traces.silences,
  };
};

/** The entries of the rail for one kiosk. */
export const attentionOf = (
  line: KioskLine,
  judged: Judgement,
  judging: Judging,
  contact: Attention['contact'],
): readonly Attention[] => {
  const { id: kiosk, department } = line;
  const since = isoOrNull(judged.silentSince);
  return judged.reasons.flatMap((reason): Attention[] => {
    switch (reason) {
      case 'silent':
      case 'never-heard':
        return [{ kind: 'kiosk-silent', contact, kiosk, department, since, pending: line.pending }];
      case 'button-broken': {
        const buttons = typeof line.panel === 'object' ? line.panel.broken : [];
        return [{ kind: 'button-broken', contact, kiosk, department, buttons, since: null }];
      }
      case 'chain-broken': {
        const alarm = judging.brokenLedgers.get(kiosk) ?? 0;
        return [{ kind: 'chain-broken', contact, kiosk, department, ledger: null, alarm }];
      }
      case 'panel-lost':
      case 'screen-frozen':
      case 'disk-low':
        return [{ kind: reason, contact, kiosk, department, since: null }];
      case 'backlog':
      case 'clock':
        return [];
      default:
        return reason satisfies never;
    }
  });
};

/** What heals by itself. */
export const knownOfKiosk = (line: KioskLine, lastSilence: Silence | undefined): readonly Known[] =>
  line.reasons.flatMap((reason): Known[] => {
    if (reason === 'backlog' && line.online && line.pending !== null)
      return [
        {
          kind: 'catching-up',
          kiosk: line.id,
          pending: line.pending,
          silentFrom: lastSilence?.from ?? null,
          backAt: lastSilence?.to ?? null,
        },
      ];
    if (reason === 'clock' && line.clockOffsetMs !== null)
      return [{ kind: 'clock-corrected', kiosk: line.id, offsetMs: line.clockOffsetMs }];
    return [];
  });
