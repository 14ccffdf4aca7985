import { useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/field.tsx';
import { useConsole, useMe, useWords } from '../../state/console.ts';
import { ClosingConflict, type Conflict, conflictOf } from './closing-conflict.tsx';

/** A new revision never takes the old one away, and always says why. */
export const ReissueDialog = ({
  period,
  revision,
  onLater,
  onFresh,
}: {
  readonly period: PeriodView;
  readonly revision: number;
  readonly onLater: () => void;
  readonly onFresh: (fresh?: PeriodView) => void;
}) => {
  const { server } = useConsole();
  const { closing: words, shell } = useWords();
  const me = useMe();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const { period: span, totals } = period.report;
  const late = period.nextSupplement;
  const sum = (rows: readonly { readonly total: number }[]): number =>
    rows.reduce((all, { total }) => all + total, 0);
  const total =
    totals.total +
    (late ? sum(late.added) - sum(late.removed) : 0) +
    period.supplements
      .filter((each) => each.revision === span.revision)
      .reduce((all, { added, removed }) => all + sum(added) - sum(removed), 0);

  const confirm = async (): Promise<void> => {
    if (reason.trim() === '') return setWrong(words.reissueMissing);
    const answer = await server.ask('POST /api/periods/:label/reissue', {
      params: { label: span.label },
      body: { seen: period.report.fingerprint, reason: reason.trim() },
    });
    if (answer.ok) return onFresh();
    setConflict(conflictOf(answer.problem));
  };
  return (
    <Dialog
      isNarrow
      title={words.reissueTitle(revision, formatMonth(monthOf(span.label)), yearOf(span.label))}
      intro={words.reissueIntro}
      onLater={onLater}
      foot={
        <>
          <p className="sign">
            {words.who} <b>{me.fullName}</b>
          </p>
          <button type="button" className="button" onClick={onLater}>
            {shell.later}
          </button>
          {!conflict && (
            <button type="button" className="button primary" onClick={() => void confirm()}>
              {words.reissueConfirm(formatCount(total))}
            </button>
          )}
        </>
      }
    >
      {conflict ? (
        <ClosingConflict conflict={conflict} before={totals.total} onFresh={onFresh} />
      ) : (
        <div className="spaced">
          <TextArea label={words.reissueReason} value={reason} onChange={setReason} error={wrong} isFirst />
        </div>
      )}
    </Dialog>
  );
};
