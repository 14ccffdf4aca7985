import { type SubmitEvent, useEffect, useState } from 'react';
import type { Invitation } from '../../../centre/api/session.ts';
import { TextField } from '../../parts/field.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import type { OneTimeLink } from '../../state/one-time-link.ts';
import { entryProblem } from './entry-problem.ts';

const shortest = 12;

/** The first account of a centre, an invitation, or a new password: each by a link that works once. */
export const AcceptForm = ({ link, onDone }: { readonly link: OneTimeLink; readonly onDone: () => void }) => {
  const { server, session } = useConsole();
  const { entry } = useWords();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [name, setName] = useState('');
  const [fullName, setFullName] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<{ readonly field: string; readonly text: string } | null>(null);

  useEffect(() => {
    void server.ask('POST /api/invitation', { body: { token: link.token } }).then((answer) => {
      if (answer.ok) {
        setInvitation(answer.value);
        setName(answer.value.name ?? '');
        setFullName(answer.value.fullName ?? '');
      } else setWrong({ field: 'link', text: entryProblem(answer, entry) });
    });
  }, [server, link, entry]);

  const leave = (): void => {
    window.history.replaceState(null, '', '#/');
    onDone();
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return setWrong({ field: 'name', text: entry.missing });
    if (password.length < shortest) return setWrong({ field: 'password', text: entry.setup.short });
    const answer = await server.ask('POST /api/invitation/accept', {
      body: {
        token: link.token,
        password,
        ...(isSetUp ? { name: name.trim(), fullName: fullName.trim() || name.trim() } : {}),
      },
    });
    if (answer.ok) {
      leave();
      return session.enter(answer.value);
    }
    setWrong({ field: answer.problem.field ?? 'password', text: entryProblem(answer, entry) });
  };

  if (wrong?.field === 'link')
    return (
      <div>
        <h1>{entry.setup.invited}</h1>
        <p className="lead">{wrong.text}</p>
        <button type="button" className="button wide" onClick={leave}>
          {entry.title}
        </button>
      </div>
    );
  const isSetUp = invitation?.kind === 'setup';
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <h1>{isSetUp ? entry.setup.title : entry.setup.invited}</h1>
      <p className="lead">{isSetUp ? entry.setup.text : entry.setup.invitedText}</p>
      <TextField
        label={entry.setup.name}
        value={name}
        readOnly={!isSetUp}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck="false"
        error={wrong?.field === 'name' ? wrong.text : null}
        onChange={(event) => setName(event.target.value)}
      />
      {isSetUp && (
        <TextField
          label={entry.setup.display}
          value={fullName}
          autoComplete="name"
          error={wrong?.field === 'fullName' ? wrong.text : null}
          onChange={(event) => setFullName(event.target.value)}
        />
      )}
      <TextField
        label={entry.setup.password}
        type="password"
        value={password}
        autoComplete="new-password"
        hint={entry.setup.hint}
        error={wrong?.field === 'password' ? wrong.text : null}
        onChange={(event) => setPassword(event.target.value)}
      />
      <button type="submit" className="button primary wide">
        {isSetUp ? entry.setup.submit : entry.setup.invited}
      </button>
    </form>
  );
};
