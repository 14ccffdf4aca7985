import type { ShellWords } from '../words/vi/shell.ts';
import { addDays, dayAt, formatDayShort, formatTime, type Moment } from './dates.ts';

/** `13:05` today, `hôm qua` for yesterday, `08/02` before. */
export const formatWhen = (at: Moment, now: Moment, words: ShellWords): string => {
  const day = dayAt(at);
  const today = dayAt(now);
  if (day === today) return formatTime(at);
  return day === addDays(today, -1) ? words.yesterday : formatDayShort(day);
};

/** With the hour: `13:05`, `hôm qua 13:05`, `13:05 ngày 08/02`. */
export const formatWhenExactly = (at: Moment, now: Moment, words: ShellWords): string => {
  const when = formatWhen(at, now, words);
  const time = formatTime(at);
  return when === time ? time : `${when} ${time}`;
};

/** As it is said: `13:05`, `13:05 hôm qua`, `13:05, 08/02`. */
export const formatWhenSpoken = (at: Moment, now: Moment, words: ShellWords): string => {
  const when = formatWhen(at, now, words);
  const time = formatTime(at);
  if (when === time) return time;
  return when === words.yesterday ? `${time} ${when}` : `${time}, ${when}`;
};
