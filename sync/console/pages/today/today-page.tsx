import { useState } from 'react';
import type { Today } from '../../../centre/api/today.ts';
import { DaysChart } from '../../charts/days-chart.tsx';
import { Legend } from '../../charts/legend.tsx';
import {
  formatDay,
  formatDayShort,
  formatMonth,
  formatTime,
  monthOf,
  weekdayOf,
  yearOf,
} from '../../format/dates.ts';
import { formatCount, noBreakSpace } from '../../format/numbers.ts';
import { Loading } from '../../parts/loading.tsx';
import { Headline } from '../../parts/phrases.tsx';
import { useResource, useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';
import { headline, usualWords } from './headline.ts';
import { TodayRail } from './today-rail.tsx';
import { TodayTable } from './today-table.tsx';

const PeriodSoFar = ({ today }: { readonly today: Today }) => {
  const { today: words } = useWords();
  const isPhone = usePhone();
  const { period, usual } = today;
  const month = formatMonth(monthOf(period.label));
  const share = period.total > 0 ? `${period.satisfiedPercent}${noBreakSpace}%` : null;
  const total = formatCount(period.total);
  const title = isPhone
    ? words.periodShort(month, total, share)
    : words.periodTitle(month, yearOf(period.label), total, share);
  const later = period.days.filter(({ day, holiday }) => day > today.day && holiday !== null);
  const [firstOff] = later;
  const lastOff = later.filter(({ holiday }) => holiday === firstOff?.holiday).at(-1);
  const busiest = period.days.reduce<{ readonly day: string; readonly total: number } | null>((most, day) => {
    const all = day.counts?.reduce((sum, n) => sum + n, 0) ?? 0;
    return all > (most?.total ?? 0) ? { day: day.day, total: all } : most;
  }, null);
  return (
    <section className="so-far">
      <div className="so-far-title">
        <h2>{title}</h2>
        <span className="caption">{words.span(formatDayShort(period.from), formatDayShort(period.to))}</span>
      </div>
      <DaysChart
        days={period.days}
        name={title}
        today={today.day}
        usual={
          usual.wholeDay === null
            ? null
            : { value: usual.wholeDay, words: words.workingDay(formatCount(Math.round(usual.wholeDay))) }
        }
        note={
          firstOff?.holiday && lastOff
            ? { from: firstOff.day, words: words.holiday(firstOff.holiday, formatDayShort(lastOff.day)) }
            : null
        }
        marked={busiest ? [busiest.day] : []}
        isPhone={isPhone}
      />
    </section>
  );
};

/** Are people content, who is silent, whom do I call? */
export const TodayPage = () => {
  const resource = useResource('GET /api/today');
  const { today: words, shell } = useWords();
  const [isSorted, setIsSorted] = useState<boolean | null>(null);
  return (
    <Loading of={resource}>
      {(today) => {
        const weekday = shell.weekdays[weekdayOf(today.day) - 1] ?? '';
        // A day with an alarm starts with what is unusual; the choice stays with the person.
        const unusualFirst = isSorted ?? today.rows.some(({ flag }) => flag === 'dissatisfied');
        const usual = today.total === 0 ? `${words.fine(today.kiosks.online)}` : usualWords(today, words);
        return (
          <div className="frame today">
            <main className="main">
              <header className="today-head">
                <h1>
                  <Headline text={headline(today, words)} />
                </h1>
                <p className="lead">
                  <span className="wide-only-inline">
                    {words.until(weekday, formatDay(today.day), formatTime(today.at))}{' '}
                  </span>
                  {usual}
                </p>
              </header>
              <PeriodSoFar today={today} />
              <section className="by-department">
                <h2 className="wide-only">{words.byKind}</h2>
                <Legend counts={today.counts} />
                <TodayTable today={today} unusualFirst={unusualFirst} onSort={setIsSorted} />
              </section>
            </main>
            <TodayRail today={today} unusualFirst={unusualFirst} onSort={setIsSorted} />
          </div>
        );
      }}
    </Loading>
  );
};
