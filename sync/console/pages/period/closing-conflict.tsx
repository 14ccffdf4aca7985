import type { ClosingView, PeriodView } from '../../../centre/api/period.ts';
import type { Problem } from '../../../centre/api/problem.ts';
import { formatTime } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { focusFirst } from '../../parts/focus-first.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../state/console.ts';

/** Why nothing was closed. Each keeps what the centre told, so that the page can show the new truth at once. */
export type Conflict =
  | { readonly kind: 'changed'; readonly fresh: PeriodView }
  | { readonly kind: 'closed'; readonly closing: ClosingView }
  | { readonly kind: 'failed' };

const has = <K extends string>(value: unknown, key: K): value is Readonly<Record<K, unknown>> =>
  typeof value === 'object' && value !== null && key in value;

export const conflictOf = ({ code, detail }: Problem): Conflict => {
  if (code === 'period/changed' && has(detail, 'report'))
    return { kind: 'changed', fresh: detail as unknown as PeriodView };
  if (code === 'period/already-closed' && has(detail, 'closing'))
    return { kind: 'closed', closing: detail.closing as ClosingView };
  return { kind: 'failed' };
};

export const ClosingConflict = ({
  conflict,
  before,
  onFresh,
}: {
  readonly conflict: Conflict;
  readonly before: number;
  readonly onFresh: (fresh?: PeriodView) => void;
}) => {
  const { closing: words } = useWords();
  if (conflict.kind === 'failed')
    return (
      <div className="banner calls" role="alert">
        <Icon name="alert" />
        <p>{words.failed}</p>
      </div>
    );
  if (conflict.kind === 'closed') {
    const { person, closedAt, total } = conflict.closing;
    return (
      <div className="banner" role="alert">
        <Icon name="lock" />
        <div>
          <p>
            <b>{words.already}</b> {words.alreadyText(person, formatTime(closedAt), formatCount(total))}
          </p>
          <button type="button" className="button" ref={focusFirst} onClick={() => onFresh()}>
            {words.openClosed}
          </button>
        </div>
      </div>
    );
  }
  const now = conflict.fresh.report.totals.total;
  const more =
    now > before
      ? words.gained(formatCount(now - before))
      : now < before
        ? words.lost(formatCount(before - now))
        : words.otherNumbers;
  return (
    <div className="banner calls" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          <b>{words.changed(more)}</b> {words.changedText(formatCount(now))}
        </p>
        <button type="button" className="button" ref={focusFirst} onClick={() => onFresh(conflict.fresh)}>
          {words.seeNew}
        </button>
      </div>
    </div>
  );
};
