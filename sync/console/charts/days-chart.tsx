import { Fragment, useId } from 'react';
import type { DayCounts } from '../../centre/api/report.ts';
import { sum } from '../../domain/tally.ts';
import { formatDayShort } from '../format/dates.ts';
import { useWidth } from './use-width.ts';

const above = 62;
const below = 16;

interface Parts {
  readonly days: readonly DayCounts[];
  /** Its sentence for a screen reader; the same figures stand in the table that follows. */
  readonly name: string;
  readonly today?: string | null;
  readonly usual?: { readonly value: number; readonly words: string } | null;
  readonly note?: { readonly from: string; readonly words: string } | null;
  readonly marked?: readonly string[];
  readonly monthWord: (month: string) => string;
  readonly headings: { readonly day: string; readonly categories: readonly string[] };
  readonly isPhone?: boolean;
}

/** One bar a day: content above the axis, not content below it, a dotted line for a closed day, a plain one for an open day without a press. */
export const DaysChart = ({
  days,
  name,
  today = null,
  usual = null,
  note = null,
  marked = [],
  monthWord,
  headings,
  isPhone = false,
}: Parts) => {
  const [box, width] = useWidth(926);
  const id = useId();
  const totals = days.map(({ counts }) => (counts ? sum(counts) : 0));
  const up = days.map(({ counts }) => (counts ? counts[0] + counts[1] + counts[4] : 0));
  const most = Math.max(1, usual?.value ?? 0, ...up);
  const down = Math.max(0, ...days.map(({ counts }) => (counts ? counts[2] + counts[3] : 0)));
  const unit = above / most;
  const deep = Math.min(below, down * Math.max(unit, 3));
  const downUnit = down > 0 ? deep / down : 0;
  const axis = 30 + above;
  const step = width / Math.max(1, days.length);
  const bar = Math.min(19, step * 0.66);
  const labels = axis + deep + 21;
  const height = labels + (isPhone ? 8 : 22);
  const todayAt = days.findIndex(({ day }) => day === today);
  const x = (place: number): number => place * step + step / 2;
  const isLabelled = (place: number): boolean =>
    !isPhone ||
    place === 0 ||
    place === days.length - 1 ||
    place === todayAt ||
    days[place]?.day.slice(8) === '01';

  return (
    <div ref={box} className="days-box">
      <svg className="days-chart" height={height} role="img" aria-labelledby={id}>
        <title id={id}>{name}</title>
        {todayAt >= 0 && (
          <rect
            x={x(todayAt) - Math.min(step, 30) / 2}
            y={14}
            width={Math.min(step, 30)}
            height={labels + 7 - 14}
            rx={4}
            fill="#fff"
            stroke="#cdc8ba"
          />
        )}
        {usual && (
          <line
            x1={0}
            x2={
              todayAt >= 0 && !isPhone
                ? x(todayAt) - step / 2
                : isPhone
                  ? x(Math.max(todayAt, 0)) - step / 2
                  : width
            }
            y1={axis - usual.value * unit}
            y2={axis - usual.value * unit}
            stroke="#0f2a33"
            strokeDasharray="4 3"
          />
        )}
        {days.map(({ day, counts, isWorking }, place) => {
          const left = x(place) - bar / 2;
          const pieces: readonly (readonly [kind: string, y: number, size: number])[] = counts
            ? [
                ['1', axis - counts[0] * unit, counts[0] * unit],
                ['2', axis - (counts[0] + counts[1]) * unit, counts[1] * unit],
                ['5', axis - (counts[0] + counts[1] + counts[4]) * unit, counts[4] * unit],
                ['3', axis + 1, counts[2] * downUnit],
                ['4', axis + 1 + counts[2] * downUnit, counts[3] * downUnit],
              ]
            : [];
          const total = totals[place] ?? 0;
          return (
            <Fragment key={day}>
              {total === 0 ? (
                <line
                  x1={left}
                  x2={left + bar + 2}
                  y1={axis}
                  y2={axis}
                  stroke="#76858a"
                  strokeDasharray={isWorking ? undefined : '2 2.500'}
                />
              ) : (
                pieces
                  .filter(([, , size]) => size > 0)
                  .map(([kind, y, size]) =>
                    kind === '5' ? (
                      <rect
                        key={kind}
                        x={left + 1}
                        y={y + 0.5}
                        width={bar - 2}
                        height={Math.max(1.5, size - 1)}
                        fill="#fff"
                        stroke="var(--kind-5)"
                        strokeWidth={1.5}
                      />
                    ) : (
                      <rect
                        key={kind}
                        x={left}
                        y={y}
                        width={bar}
                        height={Math.max(1, size - (kind === '2' && counts && counts[0] > 0 ? 1 : 0))}
                        fill={`var(--kind-${kind})`}
                      />
                    ),
                  )
              )}
              {(marked.includes(day) || place === todayAt) && total > 0 && !isPhone && (
                <text className="strong" x={x(place)} y={axis - (up[place] ?? 0) * unit - 6}>
                  {total}
                </text>
              )}
              {isLabelled(place) && (
                <text
                  className={place === todayAt ? 'strong' : total === 0 ? 'faint' : ''}
                  x={isPhone && place === 0 ? 0 : isPhone && place === days.length - 1 ? width : x(place)}
                  y={labels}
                  style={
                    isPhone && (place === 0 || place === days.length - 1)
                      ? { textAnchor: place === 0 ? 'start' : 'end' }
                      : undefined
                  }
                >
                  {isPhone && place !== todayAt ? formatDayShort(day) : day.slice(8)}
                </text>
              )}
              {!isPhone && (place === 0 || day.slice(8) === '01') && (
                <text className="month" x={x(place) + 15} y={labels + 15}>
                  {monthWord(day.slice(5, 7))}
                </text>
              )}
            </Fragment>
          );
        })}
        {usual && todayAt >= 0 && !isPhone && (
          <text className="words" x={x(todayAt) + step / 2 + 8} y={axis - usual.value * unit + 5}>
            {usual.words}
          </text>
        )}
        {note && !isPhone && (
          <text
            className="words"
            x={
              x(
                Math.max(
                  0,
                  days.findIndex(({ day }) => day === note.from),
                ),
              ) - 8
            }
            y={axis - 10}
          >
            {note.words}
          </text>
        )}
      </svg>
      <table className="unseen">
        <caption>{name}</caption>
        <thead>
          <tr>
            <th scope="col">{headings.day}</th>
            {headings.categories.map((category) => (
              <th scope="col" key={category}>
                {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days
            .filter(({ counts }) => counts !== null)
            .map(({ day, counts }) => (
              <tr key={day}>
                <th scope="row">{formatDayShort(day)}</th>
                {headings.categories.map((category, place) => (
                  <td key={category}>{counts?.[place]}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
};
