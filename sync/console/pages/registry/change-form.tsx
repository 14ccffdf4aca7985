import { type ReactNode, useState } from 'react';
import { FieldError } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
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
  const { registry: words } = useWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    const problem = await submit();
    if (problem === null) onLater();
    else setWrong(problem);
  };
  return (
    <FormDialog title={title} intro={intro} confirm={words.see} onLater={onLater} onSubmit={send}>
      {children}
      <FieldError error={wrong} />
    </FormDialog>
  );
};
