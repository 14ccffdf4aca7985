import type { KioskLine } from '../../../centre/api/kiosk.ts';
import { formatTime } from '../../format/dates.ts';
import { formatTenths } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { formatWhenExactly, formatWhenSpoken } from '../../format/when.ts';
import type { Call } from '../../parts/calls-list.tsx';
import { hrefOf } from '../../state/route.ts';
import type { KioskWords } from '../../words/vi/kiosks.ts';
import type { ShellWords } from '../../words/vi/shell.ts';

/** The clock's offset: tenths of a second, or minutes once it is more than one. */
export const offsetWords = (ms: number | null, words: KioskWords): string => {
  if (ms === null) return '–';
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 60) return words.offsetSeconds(formatTenths(seconds));
  return words.offsetMinutes(ms < 0 ? '−' : '+', Math.floor(seconds / 60), Math.round(seconds % 60));
};

export const brokenButtons = ({ panel }: Pick<KioskLine, 'panel'>): string =>
  typeof panel === 'object' ? panel.broken.join(', ') : '';

/** How long ago it was heard, while that is short; else when. */
export const heardWords = (line: KioskLine, now: string, words: KioskWords, shell: ShellWords): string => {
  if (line.lastHeardAt === null) return words.never;
  if (!line.online) return formatWhenExactly(line.lastHeardAt, now, shell);
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(line.lastHeardAt)) / 1000));
  if (seconds < 1) return words.justNow;
  return seconds < 120 ? words.seconds(seconds) : words.minutes(Math.round(seconds / 60));
};

/** The first reason in a short sentence, for the phone and the headline of one kiosk. */
export const reasonWords = (
  line: KioskLine,
  now: string,
  words: KioskWords,
  shell: ShellWords,
): string | null => {
  const [reason] = line.reasons;
  const say = words.reasons;
  switch (reason) {
    case undefined:
      return null;
    case 'silent':
      return line.lastHeardAt === null
        ? say['never-heard']
        : say.silent(formatWhenSpoken(line.lastHeardAt, now, shell), line.pending);
    case 'button-broken':
      return say['button-broken'](brokenButtons(line));
    case 'backlog':
      return say.backlog(line.pending ?? 0);
    case 'clock':
      return say.clock(offsetWords(line.clockOffsetMs, words));
    case 'panel-lost':
    case 'screen-frozen':
    case 'disk-low':
    case 'chain-broken':
    case 'never-heard':
      return say[reason];
    default:
      return reason satisfies never;
  }
};

const textOf = (line: KioskLine, words: KioskWords): string => {
  const say = words.calls;
  switch (line.reasons[0]) {
    case 'silent':
      return say.silentText;
    case 'button-broken':
      return say.buttonText;
    case 'panel-lost':
      return say.panelText;
    case 'screen-frozen':
      return say.screenText;
    case 'disk-low':
      return say.diskText;
    case 'chain-broken':
      return say.chainText;
    case 'backlog': {
      const last = line.silences.at(-1);
      return last?.to
        ? words.reasons.backlogSince(line.pending ?? 0, formatTime(last.from), formatTime(last.to))
        : say.backlogText;
    }
    case 'clock':
      return say.clockText;
    case 'never-heard':
      return say.neverText;
    case undefined:
      return '';
    default:
      return line.reasons[0] satisfies never;
  }
};

const icons = {
  silent: 'offline',
  'button-broken': 'broken',
  'panel-lost': 'broken',
  'screen-frozen': 'broken',
  'disk-low': 'alert',
  'chain-broken': 'alert',
  backlog: 'again',
  clock: 'clock',
  'never-heard': 'silent',
} as const;

export const kioskCall = (
  line: KioskLine,
  now: string,
  contact: Call['contact'],
  words: KioskWords,
  shell: ShellWords,
): Call => {
  const reason = line.reasons[0] ?? 'silent';
  const what = reasonWords(line, now, words, shell) ?? '';
  const isCalm = line.group === 'healing';
  const text = textOf(line, words);
  return {
    key: line.id,
    icon: icons[reason],
    title: `${kioskName(line.id)} ${what.charAt(0).toLocaleLowerCase('vi')}${what.slice(1)}`,
    text: isCalm || line.department === null ? text : `${line.department}. ${text}`,
    short: line.department ?? text,
    href: hrefOf({ page: 'kiosk', kiosk: line.id }),
    contact: isCalm ? null : contact,
    isCalm,
  };
};
