import { type SubmitEvent, useState } from 'react';
import { TextField } from '../../parts/field.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { entryProblem } from './entry-problem.ts';

/** `418052` as it is read: `418 052`. Pasted spaces and dashes fall away. */
export const spaceCode = (text: string): string =>
  text
    .replace(/\D/g, '')
    .slice(0, 6)
    .replace(/^(\d{3})(?=\d)/, '$1 ');

/** Step 2: the six digits, or a recovery code. */
export const CodeForm = ({ fullName }: { readonly fullName: string }) => {
  const { server, session } = useConsole();
  const { entry } = useWords();
  const [code, setCode] = useState('');
  const [isBackup, setIsBackup] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isAsking) return;
    const plain = isBackup ? code.trim() : code.replace(/\D/g, '');
    if (isBackup ? plain === '' : plain.length !== 6) return setWrong(entry.codeShape);
    setIsAsking(true);
    const answer = await server.ask('POST /api/session/second-step', { body: { code: plain } });
    setIsAsking(false);
    if (answer.ok) return session.enter(answer.value);
    setCode('');
    setWrong(entryProblem(answer, entry));
  };
  const swap = (): void => {
    setIsBackup(!isBackup);
    setCode('');
    setWrong(null);
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p className="caption">{entry.step(2, 2)}</p>
      <h1>{entry.codeTitle}</h1>
      <p className="lead">{entry.codeText}</p>
      <TextField
        key={isBackup ? 'backup' : 'app'}
        label={isBackup ? entry.backupCode : entry.code}
        className="code"
        value={code}
        autoFocus
        autoComplete="one-time-code"
        inputMode={isBackup ? 'text' : 'numeric'}
        error={wrong}
        hint={isBackup ? entry.backupHint : entry.codeHint}
        onChange={({ target }) => {
          if (!isBackup) target.value = spaceCode(target.value);
          setCode(target.value);
        }}
      />
      <button type="submit" className="button primary wide">
        {entry.submit}
      </button>
      <p className="entry-links">
        <span>
          <button type="button" className="link" onClick={swap}>
            {isBackup ? entry.useApp : entry.backup}
          </button>
        </span>
        <span>
          <button type="button" className="link" onClick={() => void session.signOut()}>
            {entry.otherName(fullName)}
          </button>
        </span>
      </p>
    </form>
  );
};
