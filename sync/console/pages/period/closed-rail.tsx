import { useEffect, useRef, useState } from 'react';
import type { ClosingView, PeriodView, SupplementView } from '../../../centre/api/period.ts';
import { categoryIds, categoryNames } from '../../../domain/categories.ts';
import { dayAt, formatDay, formatMoment } from '../../format/dates.ts';
import { formatCount, formatFingerprint } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../state/address.ts';
import { useConsole, useMay, useWords } from '../../state/console.ts';
import type { ClosingWords } from '../../words/vi/closing.ts';
import { Downloads } from './downloads.tsx';
import { LeftOut } from './left-out.tsx';
import { ReissueDialog } from './reissue-dialog.tsx';

export const atClosing = (
  { pending }: Pick<ClosingView, 'pending'>,
  words: ClosingWords,
  and: (names: readonly string[]) => string,
): string => {
  const [first] = pending;
  if (!first) return words.whenComplete;
  const names = and(pending.map(({ kiosk }) => kioskName(kiosk)));
  if (pending.every(({ entries }) => entries === null)) return words.whenUnknown(names);
  return pending.length === 1
    ? words.whenPendingOne(first.entries ?? 0, kioskName(first.kiosk))
    : words.whenPending(names);
};

const Supplement = ({
  label,
  supplement: { number, issuedAt, added, removed, revision },
}: {
  readonly label: string;
  readonly supplement: SupplementView;
}) => {
  const { closing: words } = useWords();
  const sum = (rows: SupplementView['added']): number => rows.reduce((all, { total }) => all + total, 0);
  const cells = [
    ...added.flatMap((row) => row.counts.map((count, place) => ({ row, count, place }))),
    ...removed.flatMap((row) => row.counts.map((count, place) => ({ row, count: -count, place }))),
  ].filter(({ count }) => count !== 0);
  return (
    <section>
      <h2>{words.supplement(number)}</h2>
      <p>
        {words.supplementText(formatDay(dayAt(issuedAt)), formatCount(sum(added)))}
        {sum(removed) > 0 && ` ${words.supplementRemoved(formatCount(sum(removed)))}`}
      </p>
      <table className="sums lined">
        <tbody>
          {cells.map(({ row, count, place }) => (
            <tr key={`${row.id} ${place} ${Math.sign(count)}`}>
              <th scope="row">
                {row.name}, {categoryNames[categoryIds[place] ?? 'comment']}
              </th>
              <td className="num">{count > 0 ? `+${count}` : `−${-count}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="more">
        <a
          href={addressOf('GET /api/periods/:label/supplements/:number/files/:format', {
            params: { label, number: String(number), format: 'docx' },
            query: { revision },
          })}
          download=""
        >
          {words.getSupplement}
        </a>
      </p>
    </section>
  );
};

/** A closed period: who froze what, what came late, what was left out, and the way to a new revision. */
export const ClosedRail = ({
  period,
  closing,
  address,
}: {
  readonly period: PeriodView;
  readonly closing: ClosingView;
  readonly address: string;
}) => {
  const { server, resources } = useConsole();
  const { closing: words, shell } = useWords();
  const mayReport = useMay('report');
  const [isReissuing, setIsReissuing] = useState(false);
  const rail = useRef<HTMLElement>(null);
  const { label } = period.report.period;
  const late = period.nextSupplement;
  const lateCount = late ? [...late.added, ...late.removed].reduce((all, { total }) => all + total, 0) : 0;

  // After closing, the next thing is the file.
  useEffect(() => {
    if (document.activeElement === document.body)
      rail.current?.querySelector<HTMLElement>('[data-landing]')?.focus();
  }, []);

  const issue = async (): Promise<void> => {
    await server.ask('POST /api/periods/:label/supplement', { params: { label }, body: {} });
    await resources.load(address);
  };
  return (
    <aside className="rail closed-rail" aria-label={words.closedTitle(closing.revision)} ref={rail}>
      <section>
        <h2 className="with-icon">
          <Icon name="lock" />
          {words.closedTitle(closing.revision)}
        </h2>
        <dl className="facts">
          <dt>{words.by}</dt>
          <dd>{closing.person}</dd>
          <dt>{words.at}</dt>
          <dd className="num">{formatMoment(closing.closedAt)}</dd>
          <dt>{words.fingerprint}</dt>
          <dd className="num">{formatFingerprint(closing.fingerprint)}</dd>
          <dt>{words.when}</dt>
          <dd>{atClosing(closing, words, shell.and)}</dd>
          {closing.reason && (
            <>
              <dt>{words.why}</dt>
              <dd>{closing.reason}</dd>
            </>
          )}
        </dl>
        <Downloads label={label} isFirstFocused />
      </section>
      {period.supplements
        .filter(({ revision }) => revision === closing.revision)
        .map((supplement) => (
          <Supplement key={supplement.number} label={label} supplement={supplement} />
        ))}
      {lateCount > 0 && (
        <section>
          <h2>{words.late(formatCount(lateCount))}</h2>
          <p>{words.lateText}</p>
          {mayReport && (
            <button type="button" className="button" onClick={() => void issue()}>
              {words.issueSupplement}
            </button>
          )}
        </section>
      )}
      <LeftOut period={period} label={label} />
      {mayReport && (
        <section>
          <h2>{words.fix}</h2>
          <p>{words.fixText(closing.revision)}</p>
          <button type="button" className="button" onClick={() => setIsReissuing(true)}>
            {words.reissue(closing.revision + 1)}
          </button>
        </section>
      )}
      {isReissuing && (
        <ReissueDialog
          period={period}
          revision={closing.revision + 1}
          onLater={() => setIsReissuing(false)}
          onFresh={(fresh) => {
            setIsReissuing(false);
            if (fresh) resources.put(address, fresh);
            void resources.load(address);
          }}
        />
      )}
    </aside>
  );
};
