import { useId, useState } from 'react';
import type { CloseAnswer, PeriodView } from '../../../centre/api/period.ts';
import {
  dayAt,
  formatDay,
  formatMoment,
  formatMonth,
  formatTime,
  monthOf,
  yearOf,
} from '../../format/dates.ts';
import { formatCount, formatFingerprint } from '../../format/numbers.ts';
import { kioskName } from '../../format/phrases.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { TextArea } from '../../parts/field.tsx';
import { useConsole, useMe, useWords } from '../../state/console.ts';
import { ClosingConflict, type Conflict, conflictOf } from './closing-conflict.tsx';
import { incompleteOf } from './completeness.ts';

/** What is frozen, what is missing, in whose name. While something is pending, waiting is the first choice. */
export const ClosingDialog = ({
  period,
  onLater,
  onFresh,
}: {
  readonly period: PeriodView;
  readonly onLater: () => void;
  /** The numbers are other than the page shows; undefined: ask for them. */
  readonly onFresh: (fresh?: PeriodView) => void;
}) => {
  const { server } = useConsole();
  const { closing: words, shell, period: periodWords } = useWords();
  const me = useMe();
  const group = useId();
  // What the person saw when the question was asked; numbers that arrive meanwhile do not change it under the hand.
  const [asked] = useState(() => ({ period, at: Date.now() }));
  const { report, kiosks } = asked.period;
  const { label } = report.period;
  const total = formatCount(report.totals.total);
  const missing = incompleteOf(kiosks);
  const [choice, setChoice] = useState<'wait' | 'now'>(missing.length > 0 ? 'wait' : 'now');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [refused, setConflict] = useState<Conflict | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  // Another person was faster, and the page heard of it while this question stood open.
  const conflict: Conflict | null =
    refused ?? (period.closing && !isAsking ? { kind: 'closed', closing: period.closing } : null);
  const first = missing[0];
  const names = shell.and(missing.slice(0, 4).map(({ kiosk }) => kioskName(kiosk)));

  const wait = async (): Promise<void> => {
    const answer = await server.ask('PUT /api/periods/:label/watch', {
      params: { label },
      body: { isWatching: true },
    });
    if (answer.ok) onFresh();
    else setConflict({ kind: 'failed' });
  };
  const close = async (): Promise<void> => {
    if (missing.length > 0 && reason.trim() === '') return setWrong(words.reasonMissing);
    const answer = await server.ask('POST /api/periods/:label/close', {
      params: { label },
      body: { seen: report.fingerprint, ...(missing.length > 0 ? { reason: reason.trim() } : {}) },
    });
    if (answer.ok) return done(answer.value);
    if (answer.problem.field === 'reason') return setWrong(words.reasonMissing);
    setConflict(conflictOf(answer.problem));
  };
  const done = (_: CloseAnswer): void => onFresh();
  const confirm = async (): Promise<void> => {
    if (isAsking) return;
    setIsAsking(true);
    await (choice === 'wait' ? wait() : close());
    setIsAsking(false);
  };

  return (
    <Dialog
      title={words.title(formatMonth(monthOf(label)), yearOf(label))}
      intro={words.intro}
      onLater={onLater}
      foot={
        <>
          {/* Nobody signs for what another has closed. */}
          <p className="sign">
            {conflict?.kind !== 'closed' && (
              <>
                {words.who} <b>{me.fullName}</b>
                <br />
                <span className="num">{words.signed(formatMoment(asked.at))}</span>
              </>
            )}
          </p>
          <button type="button" className="button" onClick={onLater}>
            {shell.later}
          </button>
          {conflict === null && (
            <button
              type="button"
              className="button primary"
              data-first={missing.length === 0 ? '' : undefined}
              onClick={() => void confirm()}
            >
              {choice === 'wait' ? words.waitConfirm : words.confirm(total)}
            </button>
          )}
        </>
      }
    >
      <dl className="dialog-facts">
        <div>
          <dt>{words.ratings}</dt>
          <dd>{total}</dd>
        </div>
        <div>
          <dt>{words.departments}</dt>
          <dd>{report.rows.length}</dd>
        </div>
        <div>
          <dt>{words.fingerprint}</dt>
          <dd>{formatFingerprint(report.fingerprint)}</dd>
        </div>
      </dl>
      {conflict ? (
        <ClosingConflict conflict={conflict} before={report.totals.total} onFresh={onFresh} />
      ) : first ? (
        <fieldset>
          <legend className="unseen">{words.many(names)}</legend>
          <h3>
            {first.entries !== null && missing.length === 1
              ? `${periodWords.pendingOne(first.entries, kioskName(first.kiosk))}${first.department ? `, ${first.department}` : ''}`
              : words.many(names)}
          </h3>
          <p>
            {first.lastHeardAt === null
              ? periodWords.neverHeard(kioskName(first.kiosk))
              : words.since(formatTime(first.lastHeardAt), formatDay(dayAt(first.lastHeardAt)))}{' '}
            {words.others(kiosks.length - missing.length)}
          </p>
          <div className={choice === 'wait' ? 'choice chosen' : 'choice'}>
            <label>
              <input
                type="radio"
                name={group}
                data-first=""
                checked={choice === 'wait'}
                onChange={() => setChoice('wait')}
              />
              <b>{words.wait(missing.length)}</b>
              <span>{words.waitText(names)}</span>
            </label>
          </div>
          <div className={choice === 'now' ? 'choice chosen' : 'choice'}>
            <label>
              <input type="radio" name={group} checked={choice === 'now'} onChange={() => setChoice('now')} />
              <b>{words.now}</b>
              <span>{words.nowText(total)}</span>
            </label>
            {choice === 'now' && (
              <TextArea label={words.reason} value={reason} onChange={setReason} error={wrong} />
            )}
          </div>
        </fieldset>
      ) : (
        <>
          <h3>{words.completeTitle}</h3>
          <p>{words.completeText(kiosks.length)}</p>
        </>
      )}
    </Dialog>
  );
};
