import type { Known } from '../../../centre/api/attention.ts';
import type { Today } from '../../../centre/api/today.ts';
import { addDays, formatDayShort, formatMonth, monthOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { CallsList } from '../../parts/calls-list.tsx';
import { useConsole, useMay, useWords } from '../../state/console.ts';
import { hrefOf } from '../../state/route.ts';
import type { TodayWords } from '../../words/vi/today.ts';
import { attentionWords } from './attention-words.ts';

const knownWords = (known: Known, words: TodayWords): string => {
  switch (known.kind) {
    case 'one-dissatisfied':
      return words.alone(
        known.department,
        known.count,
        `${words.left} ${words.attention.kinds[known.category] ?? ''}`.trim(),
      );
    case 'catching-up':
      return words.catchingUp(kioskName(known.kiosk), known.pending);
    case 'clock-corrected':
      return words.clockFixed(kioskName(known.kiosk));
    default:
      return known satisfies never;
  }
};

/** What to do: whom to call, what the period asks for next. */
export const TodayRail = ({
  today,
  unusualFirst,
  onSort,
}: {
  readonly today: Today;
  readonly unusualFirst: boolean;
  readonly onSort: (unusualFirst: boolean) => void;
}) => {
  const { words: all } = useConsole();
  const { today: words } = useWords();
  const mayReport = useMay('report');
  const { attention, known, period } = today;
  const calls = attention.map((item) => ({ ...attentionWords(item, today.at, all), contact: item.contact }));
  const lines = known.filter(({ kind }) => kind === 'one-dissatisfied');
  const isLastDay = period.lastWorkingDay === today.day;
  const hasBad = period.dissatisfied > 0 && mayReport;
  return (
    <aside className="rail" aria-label={words.toSee}>
      <section>
        <h2>
          {words.toSee} <span className="count-of">{attention.length}</span>
        </h2>
        {calls.length === 0 ? <p>{words.nothing}</p> : <CallsList calls={calls} />}
      </section>
      {lines.length > 0 && (
        <section className="not-phone">
          <h2>{words.known}</h2>
          {lines.map((each) => (
            <p key={JSON.stringify(each)}>{knownWords(each, words)}</p>
          ))}
        </section>
      )}
      {period.toClose && (
        <section>
          <h2>{words.toClose(formatMonth(monthOf(period.toClose.label)))}</h2>
          <p>{words.toCloseText(formatDayShort(period.toClose.endedOn))}</p>
          <p className="more">
            <a className="link" href={hrefOf({ page: 'period', label: period.toClose.label, view: 'sheet' })}>
              {words.toCloseLink}
            </a>
          </p>
        </section>
      )}
      {isLastDay && (
        <section className="not-phone">
          <h2>{words.endTitle}</h2>
          <p>
            {words.endText(
              formatMonth(monthOf(period.label)),
              formatDayShort(period.to),
              formatDayShort(addDays(period.to, 1)),
            )}
          </p>
          {period.pendingKiosks.length > 0 && (
            <p className="more">
              <a className="link" href={hrefOf({ page: 'kiosks' })}>
                {words.endKiosks(period.pendingKiosks.length)}
              </a>
            </p>
          )}
        </section>
      )}
      {hasBad && (
        <section className="not-phone">
          <h2>{words.noticeTitle}</h2>
          <p>{words.notice(formatCount(period.dissatisfied))}</p>
          <p className="more">
            <a className="link" href={hrefOf({ page: 'period', label: period.label, view: 'review' })}>
              {words.noticeLink}
            </a>
          </p>
        </section>
      )}
      <section className="not-phone">
        <p className="caption">
          {unusualFirst ? words.sortedNow : words.storedNow}{' '}
          <button type="button" className="link" onClick={() => onSort(!unusualFirst)}>
            {unusualFirst ? words.storedOrder : words.unusualFirst}
          </button>
        </p>
      </section>
    </aside>
  );
};
