import type { SettingValues } from '../../../centre/api/setting.ts';
import { formatDay } from '../../format/dates.ts';
import { linesOf, type SettingGroup, textOf } from './setting-group.ts';

type Hours = SettingValues['hours'];
type Holidays = SettingValues['holidays'];
type OpenHours = Hours['week'][number];

const weekdays = [0, 1, 2, 3, 4, 5, 6];
const minuteShape = /^([01]?\d|2[0-3]):([0-5]\d)$/;

const hoursText = (hours: OpenHours): string => hours.map(({ from, to }) => `${from}-${to}`).join(', ');

const readMinute = (text: string): string | null => {
  const [, hour, minute] = minuteShape.exec(text.trim()) ?? [];
  return hour === undefined || minute === undefined ? null : `${hour.padStart(2, '0')}:${minute}`;
};

/** `7:00-11:00, 13:00-17:00`; null: not understood. The parts must follow one another. */
export const parseHours = (text: string): OpenHours | null => {
  if (text.trim() === '') return [];
  const parts = text.split(/[,;]/).map((part) => {
    const [from = '', to = '', more] = part.split(/[-–]/);
    return { from: readMinute(from), to: more === undefined ? readMinute(to) : null };
  });
  const read: { from: string; to: string }[] = [];
  for (const { from, to } of parts) {
    if (from === null || to === null || from >= to || (read.at(-1)?.to ?? '') > from) return null;
    read.push({ from, to });
  }
  return read;
};

/** `10/02/2021` or `2021-02-10` as the contract writes it; null: no day. */
export const parseDay = (text: string): string | null => {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim()) ?? [];
  const iso = day === undefined ? text.trim() : `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const at = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso ? null : iso;
};

/** Opening hours, one line a weekday. */
export const hoursSetting: SettingGroup<Hours> = {
  rows: ({ week }, { words, shell }) =>
    week.map((hours, place) => [shell.weekdays[place] ?? '', hoursText(hours) || words.closedDay] as const),
  fields: ({ words, shell }) =>
    weekdays.map((place) => ({
      name: `day${place}`,
      label: shell.weekdays[place] ?? '',
      kind: 'line',
      ...(place === 0 ? { hint: words.hoursHint } : {}),
    })),
  read: ({ week }) => Object.fromEntries(week.map((hours, place) => [`day${place}`, hoursText(hours)])),
  parse: (texts, { words, shell }) => {
    const week: OpenHours[] = [];
    for (const place of weekdays) {
      const hours = parseHours(textOf(texts, `day${place}`));
      if (hours === null)
        return {
          ok: false,
          field: `day${place}`,
          problem: words.hoursWrong(shell.weekdays[place] ?? ''),
        };
      week.push(hours);
    }
    return { ok: true, value: { week } };
  },
};

/** Holidays, one line each: first day, last day, name. */
export const holidaysSetting: SettingGroup<Holidays> = {
  rows: ({ days }, { words }) =>
    days.length === 0
      ? [[words.groups.holidays, words.noHolidays]]
      : days.map(({ from, to, name }) => [name, words.holidaySpan(formatDay(from), formatDay(to))] as const),
  fields: ({ words }) => [
    { name: 'days', label: words.holidaysLabel, kind: 'lines', hint: words.holidaysHint },
  ],
  read: ({ days }) => ({
    days: days.map(({ from, to, name }) => `${formatDay(from)}, ${formatDay(to)}, ${name}`).join('\n'),
  }),
  parse: (texts, { words }) => {
    const days: { from: string; to: string; name: string }[] = [];
    for (const [place, line] of linesOf(texts, 'days').entries()) {
      const [first = '', last = '', ...rest] = line.split(',');
      const from = parseDay(first);
      const to = parseDay(last);
      const name = rest.join(',').trim();
      if (from === null || to === null || from > to || name === '')
        return { ok: false, field: 'days', problem: words.holidaysWrong(place + 1) };
      days.push({ from, to, name });
    }
    return { ok: true, value: { days: days.sort((a, b) => a.from.localeCompare(b.from)) } };
  },
};
