import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import { FieldError } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';

/**
 * A dialog that adds something to the draft. Nothing is applied by it: its button shows the change. `submit` answers what is
 * wrong, or null when the dialog has done its work.
 */
export const ChangeForm = ({
  title,
  intro,
  submit,
  onLater,
  children,
}: {
  readonly title: string;
  readonly intro: string;
  readonly submit: () => Promise<string | null>;
  readonly onLater: () => void;
  readonly children: ReactNode;
}) => {
  const { registry: words, shell } = useWords();
  const id = useId();
  const [wrong, setWrong] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isAsking) return;
    setIsAsking(true);
    const problem = await submit();
    setIsAsking(false);
    if (problem === null) onLater();
    else setWrong(problem);
  };
  return (
    <Dialog
      isNarrow
      title={title}
      intro={intro}
      onLater={onLater}
      foot={
        <>
          <span className="sign" />
          <button type="button" className="button" onClick={onLater}>
            {shell.later}
          </button>
          <button type="submit" form={id} className="button primary">
            {words.see}
          </button>
        </>
      }
    >
      <form id={id} className="spaced form" noValidate onSubmit={(event) => void send(event)}>
        {children}
        <FieldError error={wrong} />
      </form>
    </Dialog>
  );
};
