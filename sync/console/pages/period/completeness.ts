import type { KioskSquare, PeriodView } from '../../../centre/api/period.ts';
import { formatDayShort } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import type { PeriodWords } from '../../words/vi/period.ts';

export interface CompletenessWords {
  readonly title: string;
  readonly text: string;
  /** The kiosks a person can look at, worst first. */
  readonly open: readonly KioskSquare[];
}

/** Whoever was silent longest stands first. */
export const incompleteOf = (kiosks: readonly KioskSquare[]): readonly KioskSquare[] =>
  kiosks
    .filter(({ state }) => state !== 'complete')
    .sort((a, b) => (a.lastHeardAt ?? '').localeCompare(b.lastHeardAt ?? ''));

/** `complete`: heard from after the period's end with nothing pending; `pending`: known lines; `unknown`: not heard from since. */
export const completenessWords = (
  { kiosks, state, report }: Pick<PeriodView, 'kiosks' | 'state' | 'report'>,
  words: PeriodWords,
): CompletenessWords => {
  const open = incompleteOf(kiosks);
  const complete = kiosks.length - open.length;
  const first = open[0];
  if (kiosks.length === 0) return { title: words.noKiosks, text: '', open };
  // Of a running period a whole square says that the kiosk sends now, never that it has sent all.
  if (state === 'running' || state === 'to-come')
    return {
      title: state === 'running' ? words.running(formatDayShort(report.period.to)) : words.toCome,
      text: state === 'running' ? words.runningText(complete, kiosks.length) : '',
      open: state === 'running' ? open : [],
    };
  if (!first) return { title: words.complete, text: words.completeText(kiosks.length), open };
  const name = kioskName(first.kiosk);
  const pending = open.filter(({ entries }) => (entries ?? 0) > 0);
  const lines = pending.reduce((sum, { entries }) => sum + (entries ?? 0), 0);
  const lead = pending[0];
  const title =
    lead && pending.length === 1
      ? words.pendingOne(lines, kioskName(lead.kiosk))
      : lead
        ? words.pendingMany(lines, pending.length)
        : open.length === 1
          ? words.unknownOne(name)
          : words.unknownMany(open.length);
  const why =
    first.state === 'pending'
      ? words.stillSending(name)
      : first.lastHeardAt === null
        ? words.neverHeard(name)
        : words.since(name, formatDayShort(dayOf(first.lastHeardAt)), first.department);
  const more = open.length > 1 ? ` ${words.andMore(open.length - 1)}` : '';
  return { title, text: `${words.sentOf(complete, kiosks.length)} ${why}${more}`, open };
};

const dayOf = (at: string): string => at.slice(0, 10);

/** What stands beside a row that may still change. */
export const lackWords = ({ kiosk, entries }: KioskSquare, words: PeriodWords): string =>
  entries === null ? words.lacksUnknown(kioskName(kiosk)) : words.lacksEntries(kioskName(kiosk), entries);
