import { UsageError } from '../../sync/centre/commands/command-line.ts';

interface Weekly {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}

const refuse = (text: string): never => {
  throw new UsageError(`"${text}" is no time of the week, such as "1-5 07:00-11:00,13:00-17:00"`);
};

/** `1-5,7` as the days it names. */
const readDays = (text: string, whole: string): readonly number[] =>
  text.split(',').flatMap((part) => {
    const [, first, last] = /^([1-7])(?:-([1-7]))?$/.exec(part) ?? refuse(whole);
    const [from, to] = [Number(first), Number(last ?? first)];
    return to < from ? refuse(whole) : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });

/** `1-5 07:00-11:00,13:00-17:00; 6 07:00-11:00`, as a sign at a door is read out. @throws UsageError */
export const readWeekly = (text: string): readonly Weekly[] =>
  text.split(';').flatMap((part) => {
    const [days, times, ...rest] = part.trim().split(/\s+/);
    if (!days || !times || rest.length > 0) return refuse(part.trim());
    return times.split(',').map((span) => {
      const [, from, to] = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(span) ?? refuse(part.trim());
      return {
        days: readDays(days, part.trim()),
        from: String(from).padStart(5, '0'),
        to: String(to).padStart(5, '0'),
      };
    });
  });

/** `2027-02-05..2027-02-11,2027-04-30` as spans of whole days; whether they are real days is asked where the file is checked. */
export const readHolidays = (text: string): readonly { readonly from: string; readonly to: string }[] =>
  text.split(',').map((part) => {
    const [from = '', to = from, ...rest] = part.trim().split('..');
    if (rest.length > 0)
      throw new UsageError(`"${part.trim()}" is no span of days, such as 2027-02-05..2027-02-11`);
    return { from, to };
  });
