import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Seq } from '../../../sync/domain/ids.ts';
import { draftLength, draftLimit, editDraft } from '../comment/editor.ts';
import { firstWriting, pressKey, type Writing } from '../comment/writing.ts';
import { Countdown, useSecondsLeft } from '../parts/countdown.tsx';
import { useActions, usePage, useWords } from '../parts/page-context.ts';
import { Icon } from '../pictograms/icons.tsx';
import type { PageStore } from '../state/page-store.ts';

const loadKeyboard = () => import('../comment/keyboard.tsx');
const Keyboard = lazy(async () => ({ default: (await loadKeyboard()).Keyboard }));

/** Fetches the keyboard before anybody needs it. */
export const prepareKeyboard = (): void => void loadKeyboard();

const lastSeconds = 10;
const closesAt = ({ snapshot, receivedAt }: PageStore): number | undefined =>
  snapshot?.screen.name === 'comment' ? receivedAt + snapshot.screen.remainingMs : undefined;

/** The ring of the last ten seconds, in the place of the character count: both say how much is left. */
const Closing = ({ endsAt, children }: { readonly endsAt: number; readonly children: React.ReactNode }) => {
  const words = useWords();
  const seconds = useSecondsLeft(endsAt);
  if (seconds > lastSeconds || seconds === 0) return children;
  return (
    <span className="closing" role="timer" aria-label={words.comment.closing}>
      <Countdown endOf={closesAt} fullMs={lastSeconds * 1_000} />
    </span>
  );
};

/** Category 5 is recorded; a few words may follow. What is not sent is thrown away with this component. */
export const Comment = ({ seq, remainingMs }: { readonly seq: Seq; readonly remainingMs: number }) => {
  const words = useWords();
  const actions = useActions();
  const language = usePage((state) => state.language);
  const receivedAt = usePage((state) => state.receivedAt);
  const [writing, setWriting] = useState<Writing>(firstWriting);
  const { draft } = writing;
  const field = useRef<HTMLTextAreaElement>(null);
  // While an input method composes, the field is its own: setting text or caret would end the composing.
  const isComposing = useRef(false);

  useEffect(() => {
    const element = field.current;
    if (!element || isComposing.current) return;
    element.focus({ preventScroll: true });
    element.setSelectionRange(draft.caret, draft.caret);
    // The field shows two lines; the one that is being written is always among them.
    if (draft.caret === draft.text.length) element.scrollTop = element.scrollHeight;
  }, [draft]);

  const send = (): void => {
    const text = draft.text.trim();
    if (text === '') actions.dismiss();
    else actions.sendComment(seq, text);
  };
  const press = (key: string): void => {
    if (key === '{send}') {
      send();
      return;
    }
    actions.type(seq);
    setWriting((now) => pressKey(now, key, language));
  };
  /** Something else than a key wrote: an input method, a panel for hand-writing, a dictation. It counts like what was typed. */
  const take = (element: HTMLTextAreaElement): void => {
    const { value: text, selectionEnd: caret } = element;
    const next = editDraft(draft, { key: 'input', text, caret });
    actions.type(seq);
    setWriting((now) => ({ ...now, draft: next }));
    if (isComposing.current || next.text === text) return;
    element.value = next.text;
    element.setSelectionRange(next.caret, next.caret);
  };
  const moveCaret = (at: number): void =>
    setWriting((now) => ({ ...now, draft: editDraft(now.draft, { key: 'caret', at }) }));

  return (
    <main className="comment">
      <p className="comment-invitation" role="status">
        <Icon name="check" />
        {words.comment.invitation}
      </p>
      <div className="comment-field">
        <textarea
          ref={field}
          className="comment-text"
          aria-label={words.comment.field}
          aria-describedby="comment-note"
          inputMode="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          rows={2}
          value={draft.text}
          onChange={(event) => take(event.currentTarget)}
          onCompositionStart={() => {
            isComposing.current = true;
          }}
          onCompositionEnd={(event) => {
            isComposing.current = false;
            take(event.currentTarget);
          }}
          onSelect={(event) => {
            if (isComposing.current) return;
            const { selectionStart, selectionEnd } = event.currentTarget;
            // Nothing can be selected, so nothing can be cut, copied or dragged.
            if (selectionStart !== selectionEnd)
              event.currentTarget.setSelectionRange(selectionEnd, selectionEnd);
            if (selectionEnd !== draft.caret) moveCaret(selectionEnd);
          }}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') send();
            else if (event.key === 'Backspace') press('{bksp}');
            else if ([...event.key].length === 1) press(event.key);
            else return;
            event.preventDefault();
          }}
        />
        <p className="comment-note" id="comment-note">
          {words.comment.note}
        </p>
        <p className="comment-count">
          <Closing endsAt={receivedAt + remainingMs}>
            {draftLength(draft.text)} / {draftLimit}
          </Closing>
        </p>
      </div>
      <button type="button" className="message-key skip-key" onClick={actions.dismiss}>
        <span className="message-key-plinth" />
        <span className="message-key-face">
          {words.comment.skip.map((line, i) => (
            <span key={line} className="key-part">
              {i === 0 ? '' : ' '}
              {line}
            </span>
          ))}
        </span>
      </button>
      <Suspense fallback={null}>
        <Keyboard
          language={language}
          method={writing.method}
          layer={writing.layer}
          words={words}
          onKey={press}
        />
      </Suspense>
    </main>
  );
};
