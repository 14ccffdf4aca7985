import { type SubmitEvent, useState } from 'react';
import type { TotpEnrolment } from '../../../centre/api/session.ts';
import { formatWhenExactly } from '../../format/when.ts';
import { FieldError, TextField } from '../../parts/field.tsx';
import { useConsole, useMe, useWords } from '../../state/console.ts';
import { languages } from '../../words/words.ts';
import { EnrolForm } from '../entry/enrol-form.tsx';
import { entryProblem } from '../entry/entry-problem.ts';
import { AdminFrame } from './admin-frame.tsx';

const PasswordForm = () => {
  const { server } = useConsole();
  const { admin, entry } = useWords();
  const { account: words } = admin;
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const [isDone, setIsDone] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setIsDone(false);
    if (next.length < 12) return setWrong({ field: 'next', text: entry.setup.short });
    const answer = await server.ask('POST /api/session/password', { body: { current, next } });
    if (answer.ok) {
      setCurrent('');
      setNext('');
      setWrong(null);
      return setIsDone(true);
    }
    setWrong(
      answer.problem.code === 'session/wrong'
        ? { field: 'current', text: words.wrong }
        : { field: 'next', text: entryProblem(answer, entry) },
    );
  };
  return (
    <form className="form narrow-form" noValidate onSubmit={(event) => void submit(event)}>
      <input type="text" hidden readOnly autoComplete="username" value={me.name} />
      <TextField
        label={words.current}
        type="password"
        autoComplete="current-password"
        value={current}
        error={wrong?.field === 'current' ? wrong.text : null}
        onChange={({ target }) => setCurrent(target.value)}
      />
      <TextField
        label={words.next}
        type="password"
        autoComplete="new-password"
        value={next}
        hint={words.passwordText}
        error={wrong?.field === 'next' ? wrong.text : null}
        onChange={({ target }) => setNext(target.value)}
      />
      <button type="submit" className="button">
        {words.change}
      </button>
      <p role="status">{isDone && words.changed}</p>
    </form>
  );
};

/** A new authenticator takes the password once more; the one in use holds until the new one is proven. */
const TotpForm = () => {
  const { server, session } = useConsole();
  const { admin, entry } = useWords();
  const { account: words } = admin;
  const me = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const answer = await server.ask('POST /api/session/totp/new', { body: { password } });
    if (answer.ok && answer.value.step === 'enrol-totp') return setEnrolment(answer.value.enrolment);
    if (answer.ok) return session.enter(answer.value);
    setWrong(answer.problem.code === 'session/wrong' ? words.wrong : entryProblem(answer, entry));
  };
  if (enrolment)
    return (
      <div className="enrol-inline">
        <EnrolForm fullName={me.fullName} enrolment={enrolment} heading="h2" />
      </div>
    );
  if (!isOpen)
    return (
      <button type="button" className="button" onClick={() => setIsOpen(true)}>
        {me.hasTotp ? words.renew : words.add}
      </button>
    );
  return (
    <form className="form narrow-form" noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={words.current}
        type="password"
        autoComplete="current-password"
        value={password}
        hint={me.hasTotp ? words.renewText : undefined}
        onChange={({ target }) => setPassword(target.value)}
      />
      <FieldError error={wrong} />
      <button type="submit" className="button">
        {words.renewConfirm}
      </button>
    </form>
  );
};

/** One's own language, password and authenticator. */
export const AccountView = () => {
  const { session, language, speak } = useConsole();
  const { admin, shell } = useWords();
  const { account: words } = admin;
  const me = useMe();
  return (
    <AdminFrame
      view="account"
      title={words.headline}
      lead={words.lead(me.name, shell.roles[me.role], formatWhenExactly(me.signedInAt, Date.now(), shell))}
      railName={words.signOut}
      rail={
        <section>
          <button type="button" className="button wide" onClick={() => void session.signOut()}>
            {words.signOut}
          </button>
          <p className="more">{words.signOutText(me.idleMinutes)}</p>
        </section>
      }
    >
      <section>
        <h2>{words.language}</h2>
        <fieldset className="button-row languages" aria-label={words.language}>
          {languages.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              lang={each}
              aria-pressed={each === language}
              onClick={() => speak(each)}
            >
              {words.languages[each]}
            </button>
          ))}
        </fieldset>
        <p className="caption">{words.languageText}</p>
      </section>
      <section className="section">
        <h2>{words.password}</h2>
        <PasswordForm />
      </section>
      <section className="section">
        <h2>{words.totp}</h2>
        <p className="lead">{me.hasTotp ? words.hasTotp : words.noTotp}</p>
        <TotpForm />
      </section>
    </AdminFrame>
  );
};
