import type { LookBack, PeriodView } from '../../../centre/api/period.ts';
import { DaysChart } from '../../charts/days-chart.tsx';
import { formatDayShort, formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { Loading } from '../../parts/loading.tsx';
import { OfficialName } from '../../parts/phrases.tsx';
import { useResource, useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';
import { distributionOfMonth } from './distribution.ts';
import { DepartmentsSection, KindsSection } from './distribution-charts.tsx';
import { NoticeSection } from './notice-section.tsx';
import { Sentence } from './sentence.tsx';

/** Ratings per 100 dossiers: a dot on a line from 0, hollow where it rests on too few dossiers to mean much. */
const Rates = ({ review }: { readonly review: LookBack }) => {
  const { period, shell } = useWords();
  const { review: words } = period;
  const { rates, centreRate } = review;
  const low = rates.filter(({ isLow }) => isLow);
  const known = rates.filter(({ rate }) => rate !== null);
  const sum = (pick: (rate: LookBack['rates'][number]) => number): number =>
    rates.reduce((all, rate) => all + pick(rate), 0);
  const resolvedOf = (list: LookBack['rates']): number =>
    list.reduce((all, { resolved }) => all + (resolved ?? 0), 0);
  if (known.length === 0)
    return (
      <section>
        <h2>{words.noDossiers}</h2>
        <p className="lead">{words.noDossiersText}</p>
      </section>
    );
  const most = Math.max(...known.map(({ rate }) => rate ?? 0), 1) * 1.12;
  const mean = centreRate === null ? null : Number(centreRate.replace(',', '.'));
  return (
    <section>
      <h2>{low.length > 0 ? words.low(low.map(({ name }) => name)) : words.even}</h2>
      <p className="lead narrow-text">
        {low.length > 0
          ? words.lowText(
              shell.and(low.map(({ name }) => name)),
              formatCount(resolvedOf(low)),
              formatCount(resolvedOf(rates)),
              formatCount(sum((rate) => (rate.isLow ? rate.ratings : 0))),
            )
          : words.evenText}
      </p>
      <table className="table rates">
        <thead>
          <tr>
            <th scope="col">{words.department}</th>
            <th scope="col" className="right">
              {words.rate}
            </th>
            <th scope="col" className="plot">
              {words.per100}
            </th>
            <th scope="col" className="right wide-cell">
              {words.ratings}
            </th>
            <th scope="col" className="right wide-cell">
              {words.resolved}
            </th>
          </tr>
        </thead>
        <tbody>
          {rates.map(({ id, name, ratings, resolved, per100, rate, isLow, isThin }) => (
            <tr key={id} className={isLow ? 'matters' : ''}>
              <th scope="row">
                <OfficialName name={name} />
              </th>
              <td className={isLow ? 'num right call' : 'num right'}>{per100 ?? '–'}</td>
              <td className="plot" aria-hidden="true">
                {mean !== null && <span className="mean" style={{ left: `${(mean / most) * 100}%` }} />}
                {rate !== null && (
                  <>
                    <span className="stem" style={{ width: `${(rate / most) * 100}%` }} />
                    <span
                      className={isLow ? 'dot low' : isThin ? 'dot thin' : 'dot'}
                      style={{ left: `${(rate / most) * 100}%` }}
                    />
                  </>
                )}
              </td>
              <td className="num right wide-cell">{formatCount(ratings)}</td>
              <td className="num right wide-cell">{resolved === null ? '–' : formatCount(resolved)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {centreRate !== null && <p className="caption">{words.caption(centreRate)}</p>}
    </section>
  );
};

/** A look back: who is hardly rated, which days stood out, what the report says. */
export const ReviewView = ({ period, label }: { readonly period: PeriodView; readonly label: string }) => {
  const { period: words, shell } = useWords();
  const resource = useResource('GET /api/periods/:label/look-back', { params: { label } });
  const isPhone = usePhone();
  return (
    <Loading of={resource}>
      {(review) => {
        const { review: say } = words;
        const spread = distributionOfMonth(review, (month) =>
          shell.monthYear(formatMonth(monthOf(month)), yearOf(month)),
        );
        const bad = review.days.filter(({ counts }) => counts && counts[2] + counts[3] > 0).length;
        const title = !review.busiest ? say.daysEmpty : bad > 0 ? say.daysSome(bad) : say.daysNone;
        const ends = review.days.filter(({ counts, isWorking }) => !isWorking && counts?.some((n) => n > 0));
        return (
          <div className="review">
            <Rates review={review} />
            <section>
              <h2>{title}</h2>
              <p className="caption">
                {review.quietest &&
                  review.busiest &&
                  say.daysText(
                    formatCount(review.quietest.total),
                    formatDayShort(review.quietest.day),
                    formatCount(review.busiest.total),
                    formatDayShort(review.busiest.day),
                  )}{' '}
                {review.outsideHours > 0 && say.outside(review.outsideHours)}
              </p>
              <DaysChart
                days={review.days}
                name={title}
                marked={[
                  ...(review.busiest ? [review.busiest.day] : []),
                  ...(review.quietest ? [review.quietest.day] : []),
                  ...ends.map(({ day }) => day),
                ]}
                isPhone={isPhone}
              />
            </section>
            <KindsSection of={spread} isPhone={isPhone} />
            <DepartmentsSection of={spread} isPhone={isPhone} />
            {/* Of a closed period it stands beside the page, with what was left out. */}
            {period.closing === null && review.dissatisfied.length > 0 && (
              <NoticeSection label={label} told={review.dissatisfied} />
            )}
            <section>
              <h2>{words.sentenceTitle}</h2>
              <Sentence sentence={period.sentence} isWide />
            </section>
          </div>
        );
      }}
    </Loading>
  );
};
