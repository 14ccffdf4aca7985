import { type SubmitEvent, useState } from 'react';
import type { TotpEnrolled, TotpEnrolment } from '../../../centre/api/session.ts';
import { TextField } from '../../parts/field.tsx';
import { focusFirst } from '../../parts/focus-first.ts';
import { QrCode } from '../../parts/qr-code.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import { spaceCode } from './code-form.tsx';
import { entryProblem } from './entry-problem.ts';

/** An authenticator is set up before anything else; the recovery codes are shown once and must be read before going on. */
export const EnrolForm = ({
  fullName,
  enrolment,
  heading: Heading = 'h1',
}: {
  readonly fullName: string;
  readonly enrolment: TotpEnrolment;
  /** A part of a page, where the page has its own first heading. */
  readonly heading?: 'h1' | 'h2';
}) => {
  const { server, session } = useConsole();
  const { entry } = useWords();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [enrolled, setEnrolled] = useState<TotpEnrolled | null>(null);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const plain = code.replace(/\D/g, '');
    if (plain.length !== 6) return setWrong(entry.codeShape);
    const answer = await server.ask('POST /api/session/totp', { body: { code: plain } });
    if (answer.ok) return setEnrolled(answer.value);
    setCode('');
    setWrong(entryProblem(answer, entry));
  };

  if (enrolled)
    return (
      <div>
        <Heading>{entry.setup.backupsTitle}</Heading>
        <p className="lead">{entry.setup.backups}</p>
        <ul className="codes">
          {enrolled.recoveryCodes.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <button
          type="button"
          className="button primary wide"
          ref={focusFirst}
          onClick={() => session.enter(enrolled.state)}
        >
          {entry.setup.copiedDown}
        </button>
      </div>
    );
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p className="caption">{fullName}</p>
      <Heading>{entry.setup.totp}</Heading>
      <p className="lead">{entry.setup.totpText}</p>
      <div className="enrolment">
        <QrCode text={enrolment.uri} name={entry.setup.qr} />
        <div>
          <p className="caption">{entry.setup.byHand}</p>
          <p className="secret">{enrolment.secret}</p>
          <p className="field-hint">
            <a href={enrolment.uri}>{entry.setup.openApp}</a>
          </p>
        </div>
      </div>
      <TextField
        label={entry.code}
        className="code"
        value={code}
        autoFocus
        autoComplete="one-time-code"
        inputMode="numeric"
        error={wrong}
        hint={entry.codeHint}
        onChange={({ target }) => {
          target.value = spaceCode(target.value);
          setCode(target.value);
        }}
      />
      <button type="submit" className="button primary wide">
        {entry.submit}
      </button>
    </form>
  );
};
