import { useState } from 'react';
import type { CommentsView, CommentView } from '../../../centre/api/comment.ts';
import { dayAt, formatDay, formatDayShort, weekdayOf } from '../../format/dates.ts';
import { FieldError, SelectField, TextArea } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { CommentText } from './comments-page.tsx';

const EraseDialog = ({
  comment,
  onLater,
  onDone,
}: {
  readonly comment: CommentView;
  readonly onLater: () => void;
  readonly onDone: () => void;
}) => {
  const { server } = useConsole();
  const { comments: words } = useWords();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const confirm = async (): Promise<void> => {
    if (reason.trim() === '') return setWrong(words.eraseMissing);
    const answer = await server.ask('POST /api/comments/:id/erase', {
      params: { id: comment.id },
      body: { reason: reason.trim() },
    });
    if (answer.ok) onDone();
    else setWrong(words.failed);
  };
  return (
    <FormDialog
      title={words.eraseTitle}
      intro={words.eraseText}
      confirm={words.eraseConfirm}
      onLater={onLater}
      onSubmit={confirm}
    >
      <TextArea label={words.eraseReason} value={reason} onChange={setReason} error={wrong} isFirst />
    </FormDialog>
  );
};

/** One comment: read it, hand it on, erase it. Every one of these is written to the audit log by the centre. */
export const CommentRail = ({
  comment,
  view,
  address,
}: {
  readonly comment: CommentView;
  readonly view: CommentsView;
  readonly address: string;
}) => {
  const { server, resources } = useConsole();
  const { comments: words, shell } = useWords();
  const [to, setTo] = useState(comment.sentTo ?? view.receivers[0] ?? '');
  const [note, setNote] = useState(comment.note ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const [uncovered, setUncovered] = useState<string | null>(null);
  const [isErasing, setIsErasing] = useState(false);
  const { id, pieces, department, day, state } = comment;
  const isCovered = pieces?.some((piece) => 'covered' in piece) && uncovered === null;

  const put = async (next: 'sent' | 'answered'): Promise<void> => {
    if (next === 'sent' && to === '') return setWrong(words.receiverMissing);
    const answer = await server.ask('PUT /api/comments/:id', {
      params: { id },
      body: {
        state: next,
        ...(to === '' ? {} : { to }),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      },
    });
    if (answer.ok) void resources.load(address);
    else setWrong(words.failed);
  };
  const uncover = async (): Promise<void> => {
    const answer = await server.ask('POST /api/comments/:id/uncover', { params: { id } });
    if (answer.ok) setUncovered(answer.value.text);
    else setWrong(words.failed);
  };
  return (
    <aside className="rail after comment-rail" aria-label={words.states[state]}>
      <section>
        <p className="caption">
          {department}, {shell.weekdays[weekdayOf(day) - 1]} {formatDay(day)}
        </p>
        <blockquote className="comment-read">
          {uncovered ??
            (pieces === null ? (
              words.erased(
                comment.erasedOn === null ? '' : formatDayShort(comment.erasedOn),
                comment.erasedBecause,
              )
            ) : (
              <CommentText pieces={pieces} />
            ))}
        </blockquote>
        {isCovered && (
          <>
            <button type="button" className="button" onClick={() => void uncover()}>
              {words.uncover}
            </button>
            <p className="caption">{words.uncoverText}</p>
          </>
        )}
      </section>
      {pieces !== null && (
        <section>
          <h2>{words.to}</h2>
          {comment.sentTo && (
            <p>
              {words.sentTo(
                comment.sentTo,
                comment.takenBy,
                comment.takenAt === null ? null : formatDayShort(dayAt(comment.takenAt)),
              )}
            </p>
          )}
          <SelectField
            label={words.receiver}
            value={to}
            onChange={setTo}
            options={[
              ...(to === '' ? [{ value: '', label: words.choose }] : []),
              ...view.receivers.map((name) => ({ value: name, label: name })),
            ]}
          />
          <TextArea label={words.note} value={note} onChange={setNote} />
          <FieldError error={wrong} />
          <div className="stack">
            <button type="button" className="button primary wide" onClick={() => void put('sent')}>
              {words.send}
            </button>
            {state === 'sent' && (
              <button type="button" className="button wide" onClick={() => void put('answered')}>
                {words.answered}
              </button>
            )}
          </div>
        </section>
      )}
      {pieces !== null && (
        <section>
          <h2>{words.kept(formatDay(comment.keptUntil))}</h2>
          <p>{words.keptText(view.keptDays)}</p>
          <button type="button" className="button" onClick={() => setIsErasing(true)}>
            <Icon name="trash" />
            {words.erase}
          </button>
        </section>
      )}
      {isErasing && (
        <EraseDialog
          comment={comment}
          onLater={() => setIsErasing(false)}
          onDone={() => {
            setIsErasing(false);
            void resources.load(address);
          }}
        />
      )}
    </aside>
  );
};
