import type { ReactNode } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { BarRow, barScale } from '../../charts/bar-row.tsx';
import { formatCount, noBreakSpace } from '../../format/numbers.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useWords } from '../../state/console.ts';

/** The phone's way to read the table: one department a line, the whole page a touch away. */
export const DepartmentRows = ({
  period,
  isShown,
  onShow,
  children,
}: {
  readonly period: PeriodView;
  readonly isShown: boolean;
  readonly onShow: () => void;
  readonly children: ReactNode;
}) => {
  const { period: words } = useWords();
  const { rows, totals, excluded } = period.report;
  const scale = barScale(rows.map(({ counts }) => ({ counts, usual: null })));
  const leftOut = excluded.repeat + excluded.withdrawn + excluded.selfTest + excluded.void;
  return (
    <div className="phone-only period-phone">
      <div className="total-block">
        <div>
          <p className="total-number">{words.total(formatCount(totals.total))}</p>
          <p>
            {words.totalText(
              totals.total > 0 ? `${period.satisfiedPercent}${noBreakSpace}%` : null,
              rows.length,
            )}
          </p>
          <p className="soft">
            {words.excludedShort} <b>{words.excludedCount(formatCount(leftOut))}</b>
          </p>
        </div>
        {children}
      </div>
      <div className="split">
        <h2>{words.byDepartment}</h2>
        <button type="button" className="link" aria-expanded={isShown} onClick={onShow}>
          {isShown ? words.hideSheet : words.seeSheet}
        </button>
      </div>
      {!isShown && (
        <ul className="department-list">
          {rows.map((row) => (
            <li key={row.id}>
              <span className="num quiet">{row.order}</span>
              <span>
                <OfficialName name={row.name} />
              </span>
              <b className="num">{formatCount(row.total)}</b>
              <BarRow counts={row.counts} usual={null} scale={scale} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
