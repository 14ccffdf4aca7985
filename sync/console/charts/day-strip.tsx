import type { Silence } from '../../centre/api/kiosk.ts';
import type { OpenHours } from '../../centre/api/today.ts';
import { dayAt, minuteOfDay } from '../format/dates.ts';

export interface StripSpan {
  readonly from: number;
  readonly to: number;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** The hours that a strip shows: the opening hours, or 7 to 17 where the day has none. */
export const spanOf = (hours: readonly OpenHours[]): StripSpan => {
  const [first] = hours;
  const last = hours.at(-1);
  return first && last
    ? { from: minutesOf(first.from), to: minutesOf(last.to) }
    : { from: 7 * 60, to: 17 * 60 };
};

/**
 * One kiosk's day as a line: open hours, a mark a press without its category, hatched where nothing is known, dotted at now.
 * A mark is a minute, so that it never says who pressed.
 */
export const DayStrip = ({
  day,
  now,
  hours,
  span,
  ticks,
  silences,
  name,
}: {
  readonly day: string;
  readonly now: string;
  readonly hours: readonly OpenHours[];
  readonly span: StripSpan;
  readonly ticks: readonly string[];
  readonly silences: readonly Silence[];
  readonly name: string;
}) => {
  const at = (minute: number): number =>
    Math.min(100, Math.max(0, ((minute - span.from) / (span.to - span.from)) * 100));
  const minuteIn = (moment: string): number => {
    const on = dayAt(moment);
    if (on < day) return 0;
    return on > day ? 24 * 60 : minuteOfDay(moment);
  };
  const isToday = dayAt(now) === day;
  const nowAt = isToday ? minuteOfDay(now) : 24 * 60;
  return (
    <span className="strip" role="img" aria-label={name}>
      {hours.map(({ from, to }) => (
        <span
          key={from}
          className="strip-open"
          style={{ left: `${at(minutesOf(from))}%`, right: `${100 - at(minutesOf(to))}%` }}
        />
      ))}
      {silences.map(({ from, to }) => {
        const start = at(minuteIn(from));
        const end = at(to === null ? nowAt : Math.min(nowAt, minuteIn(to)));
        return end > start ? (
          <span
            key={from}
            className="strip-silent hatch"
            style={{ left: `${start}%`, width: `${end - start}%` }}
          />
        ) : null;
      })}
      {[...new Set(ticks)].map((tick) => (
        <span key={tick} className="strip-tick" style={{ left: `${at(minuteOfDay(tick))}%` }} />
      ))}
      {isToday && <span className="strip-now" style={{ left: `${at(nowAt)}%` }} />}
    </span>
  );
};

/** The hours above strips. */
export const HourScale = ({
  span,
  step,
  words,
}: {
  readonly span: StripSpan;
  readonly step: number;
  readonly words: (hour: number) => string;
}) => {
  const first = Math.ceil(span.from / 60);
  const last = Math.floor(span.to / 60);
  const hours = Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, place) => first + place * step,
  );
  return (
    <span className="hour-scale num" aria-hidden="true">
      {hours.map((hour, place) => (
        <span
          key={hour}
          className={place === 0 ? 'first' : ''}
          style={{ left: `${((hour * 60 - span.from) / (span.to - span.from)) * 100}%` }}
        >
          {place === 0 ? words(hour) : hour}
        </span>
      ))}
    </span>
  );
};
