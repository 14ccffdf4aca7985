import { type SubmitEvent, useRef, useState } from 'react';
import { TextField } from '../../parts/field.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { entryProblem } from './entry-problem.ts';

interface Wrong {
  readonly field: 'name' | 'password';
  readonly text: string;
}

/** Step 1. Enter in either field goes on; what is missing gets the focus. */
export const PasswordForm = ({ needsSetUp }: { readonly needsSetUp: boolean }) => {
  const { server, session } = useConsole();
  const { entry } = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const form = useRef<HTMLFormElement>(null);

  const fail = (problem: Wrong): void => {
    setWrong(problem);
    form.current?.querySelector<HTMLInputElement>(`[name="${problem.field}"]`)?.focus();
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (isAsking) return;
    if (name.trim() === '') return fail({ field: 'name', text: entry.missing });
    if (password === '') return fail({ field: 'password', text: entry.missingPassword });
    setIsAsking(true);
    const answer = await server.ask('POST /api/session', { body: { name: name.trim(), password } });
    setIsAsking(false);
    if (answer.ok) return session.enter(answer.value);
    setPassword('');
    fail({ field: 'password', text: entryProblem(answer, entry) });
  };

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <p className="caption">{entry.step(1, 2)}</p>
      <h1>{entry.title}</h1>
      <p className="lead">{needsSetUp ? entry.needsSetUp : entry.titleText}</p>
      <TextField
        name="name"
        label={entry.name}
        value={name}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck="false"
        autoFocus
        error={wrong?.field === 'name' ? wrong.text : null}
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        name="password"
        label={entry.password}
        type={isShown ? 'text' : 'password'}
        value={password}
        autoComplete="current-password"
        error={wrong?.field === 'password' ? wrong.text : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      <button type="submit" className="button primary wide">
        {entry.next}
      </button>
      <p className="entry-links">
        <button type="button" className="link" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          {isShown ? entry.hide : entry.show}
        </button>
      </p>
    </form>
  );
};
