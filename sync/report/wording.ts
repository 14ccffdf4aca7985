import type { PeriodLabel, ReportDay } from '../domain/period.ts';
import { percentOf } from '../domain/tally.ts';

/** Before `%` in running text, so that number and sign stay on one line. */
export const noBreakSpace = '\u00a0';
/** A place on the form that a hand or the document system fills in. */
export const blank = '……';

// XML 1.0 has no place for most control characters, a name with a line break is still one name, and a direction mark could
// make a name read as another.
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/gu;

/** Text as a document can hold it: NFC, well-formed, one line, no control characters, single spaces. */
export const cleanText = (text: string): string =>
  text.toWellFormed().replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim().normalize('NFC');

/** A setting's text, or the dotted place where it was left out. */
export const orBlank = (text: string | undefined): string => cleanText(text ?? '') || blank;

/** A whole number with the Vietnamese thousands dot: `1.234`. */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '.');

/** A percentage's text with the thousands dot, for running text: `13.100,00`. */
export const dotShare = (share: string): string => {
  const [whole = '', decimals] = share.split(',');
  return decimals === undefined ? formatCount(Number(whole)) : `${formatCount(Number(whole))},${decimals}`;
};

/** Months 1 and 2 with a leading zero, the others without (Nghị định 30/2020, Phụ lục I). */
export const formatMonth = (month: number): string => (month < 3 ? `0${month}` : String(month));

/** Days below 10 with a leading zero. */
const formatDayOfMonth = (day: number): string => String(day).padStart(2, '0');

interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** Day, month and year as an administrative document writes them. */
export const datePartsOf = (day: ReportDay): DateParts => ({
  day: formatDayOfMonth(Number(day.slice(8, 10))),
  month: formatMonth(Number(day.slice(5, 7))),
  year: day.slice(0, 4),
});

/** `15/02/2024`, `05/3/2024`. */
export const formatDay = (reportDay: ReportDay): string => {
  const { day, month, year } = datePartsOf(reportDay);
  return `${day}/${month}/${year}`;
};

/** `tháng 02 năm 2024`, for running text. */
export const monthInWords = (label: PeriodLabel): string =>
  `tháng ${formatMonth(Number(label.slice(5, 7)))} năm ${label.slice(0, 4)}`;

/** A percentage in running text, with the no-break space before its sign. All of something is `100`, as the table has it. */
export const shareInWords = (part: number, whole: number): string =>
  `${part === whole && whole > 0 ? '100' : dotShare(percentOf(part, whole))}${noBreakSpace}%`;
