import type { PeriodView as PeriodData } from '../../../centre/api/period.ts';
import { Loading } from '../../parts/loading.tsx';
import { useResource } from '../../state/console.ts';
import { waitingPeriod } from '../../state/landing.ts';
import type { PeriodView } from '../../state/route.ts';
import { HistoryView } from './history-view.tsx';
import { PeriodHead } from './period-head.tsx';
import { PeriodRail } from './period-rail.tsx';
import { ReviewView } from './review-view.tsx';
import { SheetView } from './sheet-view.tsx';

/** One period: its printed page, a look back, its history. Beside all of them: is it complete, what may be done. */
export const PeriodPage = ({ label, view }: { readonly label: string; readonly view: PeriodView }) => {
  const period = useResource('GET /api/periods/:label', { params: { label } });
  return (
    <Loading of={period}>
      {(value: PeriodData) => (
        <div className={`frame period view-${view}`}>
          <main className="main period-main">
            <PeriodHead period={value} label={label} view={view} />
            {view === 'sheet' && <SheetView period={value} />}
            {view === 'review' && <ReviewView period={value} label={label} />}
            {view === 'history' && <HistoryView label={label} />}
          </main>
          <PeriodRail key={label} period={value} address={period.address} />
        </div>
      )}
    </Loading>
  );
};

/** Without a label in the address: the period that waits for its closing, or the running one. */
export const CurrentPeriodPage = () => {
  const periods = useResource('GET /api/periods');
  return (
    <Loading of={periods}>
      {({ current, periods: lines }) => <PeriodPage label={waitingPeriod(lines) ?? current} view="sheet" />}
    </Loading>
  );
};
