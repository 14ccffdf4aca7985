import { useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { TextArea } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
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
  const { closing: words } = useWords();
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
    <FormDialog
      title={words.reissueTitle(revision, formatMonth(monthOf(span.label)), yearOf(span.label))}
      intro={words.reissueIntro}
      confirm={conflict ? null : words.reissueConfirm(formatCount(total))}
      sign={
        <>
          {words.who} <b>{me.fullName}</b>
        </>
      }
      onLater={onLater}
      onSubmit={confirm}
    >
      {conflict ? (
        <ClosingConflict conflict={conflict} before={totals.total} onFresh={onFresh} />
      ) : (
        <TextArea label={words.reissueReason} value={reason} onChange={setReason} error={wrong} isFirst />
      )}
    </FormDialog>
  );
};
