import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PeriodView as PeriodData } from '../../../centre/api/period.ts';
import { formatDay, formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { formatCount, noBreakSpace } from '../../format/numbers.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../state/console.ts';
import { hrefOf, type PeriodView, periodViews } from '../../state/route.ts';
import { usePhone } from '../../state/use-phone.ts';

const Neighbour = ({
  label,
  view,
  name,
  icon,
}: {
  readonly label: string | null;
  readonly view: PeriodView;
  readonly name: string;
  readonly icon: 'left' | 'right';
}) =>
  label === null ? (
    <span className="button square" aria-disabled="true">
      <Icon name={icon} />
    </span>
  ) : (
    <a className="button square" href={hrefOf({ page: 'period', label, view })} aria-label={name}>
      <Icon name={icon} />
    </a>
  );

export const PeriodHead = ({
  period,
  label,
  view,
}: {
  readonly period: PeriodData;
  readonly label: string;
  readonly view: PeriodView;
}) => {
  const { period: words } = useWords();
  const { report, state } = period;
  const { from, to, closed, revision } = report.period;
  const isPhone = usePhone();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  // The phone's bar says how the period stands; its head has no room beside the month.
  useEffect(() => setSlot(isPhone ? document.getElementById('phone-chip') : null), [isPhone]);
  const chip = (
    <span className="chip">
      <Icon name={closed ? 'lock' : 'open'} />
      {closed ? words.closedRevision(revision) : words.state[state]}
    </span>
  );
  const share = report.totals.total > 0 ? `${period.satisfiedPercent}${noBreakSpace}%` : null;
  return (
    <header className="period-head">
      <div className="period-name">
        <Neighbour label={period.previous} view={view} name={words.previous} icon="left" />
        <h1>{words.title(formatMonth(monthOf(label)), yearOf(label))}</h1>
        <Neighbour label={period.next} view={view} name={words.next} icon="right" />
        {slot ? createPortal(chip, slot) : !isPhone && chip}
        <nav className="views" aria-label={words.viewsName}>
          {periodViews.map((each) => (
            <a
              key={each}
              href={hrefOf({ page: 'period', label, view: each })}
              aria-current={each === view ? 'page' : undefined}
            >
              {words.views[each]}
            </a>
          ))}
        </nav>
      </div>
      <p className="lead wide-only">
        {words.lead(
          formatDay(from),
          formatDay(to),
          formatCount(report.totals.total),
          share,
          report.rows.length,
        )}
      </p>
      <p className="lead phone-only">{words.span(formatDay(from), formatDay(to))}</p>
    </header>
  );
};
