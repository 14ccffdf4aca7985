import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { EntryPicture } from '../../parts/entry-picture.tsx';
import { Icon, Logo } from '../../parts/icon.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { type OneTimeLink, readOneTimeLink } from '../../state/one-time-link.ts';
import { AcceptForm } from './accept-form.tsx';
import { CodeForm } from './code-form.tsx';
import { EnrolForm } from './enrol-form.tsx';
import { PasswordForm } from './password-form.tsx';

const idleMinutes = 15;

/** Everything before somebody is signed in: password, code, the first set-up, an invitation. */
export const EntryPage = () => {
  const { session } = useConsole();
  const { entry, shell } = useWords();
  const { state, isUnreachable, hasEnded } = useStore(session.store);
  const [link, setLink] = useState<OneTimeLink | null>(() => readOneTimeLink(window.location.hash));
  const step = state?.step ?? 'password';
  useEffect(() => {
    document.title = `${entry.title} · ${shell.product}`;
  }, [entry, shell]);
  const [centre, setCentre] = useState<string | null>(null);
  const told = state?.step === 'password' ? state.centre.issuingBody : null;
  // Only the first step tells it; the picture keeps it through the others.
  if (told !== null && told !== centre) setCentre(told);
  return (
    <div className="entry">
      <EntryPicture>
        <p className="entry-brand">
          <Logo />
          {shell.product}
        </p>
        <p className="entry-slogan">
          {entry.slogan.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
        <p className="entry-promise">
          {entry.promise.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
        {centre && <p className="entry-centre">{centre}</p>}
      </EntryPicture>
      <main className="entry-form" id="main">
        {isUnreachable && (
          <div className="banner calls" role="alert">
            <Icon name="offline" />
            <div>
              <p>{entry.offline}</p>
              <button type="button" className="button" onClick={() => void session.load()}>
                <Icon name="again" />
                {shell.retry}
              </button>
            </div>
          </div>
        )}
        {hasEnded && step === 'password' && (
          <div className="banner" role="status">
            <Icon name="lock" />
            <p>{entry.idleOut}</p>
          </div>
        )}
        {link && step === 'password' ? (
          <AcceptForm link={link} onDone={() => setLink(null)} />
        ) : state?.step === 'totp' ? (
          <CodeForm fullName={state.fullName} />
        ) : state?.step === 'enrol-totp' ? (
          <EnrolForm fullName={state.fullName} enrolment={state.enrolment} />
        ) : (
          <PasswordForm needsSetUp={state?.step === 'password' && state.needsSetUp} />
        )}
        <p className="entry-foot">{entry.idle(idleMinutes)}</p>
      </main>
    </div>
  );
};
