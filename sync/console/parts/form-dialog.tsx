import { type ReactNode, type SubmitEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../state/console.ts';
import { Dialog } from './dialog.tsx';
import { FieldError } from './field.tsx';

interface DialogWords {
  readonly title: ReactNode;
  readonly intro: string;
  readonly onLater: () => void;
}

/**
 * A question with fields. While its answer is on the way it is not sent twice; when something is wrong, the first field that is
 * wrong has the focus.
 */
export const FormDialog = ({
  title,
  intro,
  confirm,
  later,
  sign,
  onLater,
  onSubmit,
  children,
  isWide = false,
}: DialogWords & {
  /** null: there is nothing yet that could be sent. */
  readonly confirm: string | null;
  /** What leaving is called here; `Để sau` unless told. */
  readonly later?: string;
  /** In whose name it is done. */
  readonly sign?: ReactNode;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
  readonly isWide?: boolean;
}) => {
  const { shell } = useWords();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const isAsking = useRef(false);
  const [tries, setTries] = useState(0);
  useLayoutEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      await onSubmit();
    } finally {
      isAsking.current = false;
      setTries((before) => before + 1);
    }
  };
  return (
    <Dialog
      isNarrow={!isWide}
      title={title}
      intro={intro}
      onLater={onLater}
      foot={
        <>
          <p className="sign">{sign}</p>
          <button type="button" className="button" onClick={onLater}>
            {later ?? shell.later}
          </button>
          {confirm !== null && (
            <button type="submit" form={id} className="button primary">
              {confirm}
            </button>
          )}
        </>
      }
    >
      <form id={id} ref={form} className="spaced form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
      </form>
    </Dialog>
  );
};

/** Something to read or copy before it is closed. */
export const TellDialog = ({
  title,
  intro,
  onLater,
  children,
}: DialogWords & { readonly children: ReactNode }) => {
  const { shell } = useWords();
  return (
    <Dialog
      isNarrow
      title={title}
      intro={intro}
      onLater={onLater}
      foot={
        <>
          <span className="sign" />
          <button type="button" className="button primary" onClick={onLater}>
            {shell.close}
          </button>
        </>
      }
    >
      <div className="spaced">{children}</div>
    </Dialog>
  );
};

/** One more question before something is done for good. The choice that changes nothing comes first. */
export const AskDialog = ({
  title,
  intro,
  confirm,
  wrong,
  onLater,
  onConfirm,
}: DialogWords & {
  readonly confirm: string;
  readonly wrong: string | null;
  readonly onConfirm: () => Promise<void>;
}) => {
  const { shell } = useWords();
  return (
    <Dialog
      isNarrow
      title={<span className="break">{title}</span>}
      intro={intro}
      onLater={onLater}
      foot={
        <>
          <span className="sign" />
          <button type="button" className="button" data-first="" onClick={onLater}>
            {shell.later}
          </button>
          <button type="button" className="button primary" onClick={() => void onConfirm()}>
            {confirm}
          </button>
        </>
      }
    >
      <FieldError error={wrong} />
    </Dialog>
  );
};
