import { useState } from 'react';
import type { InvitationLink, PersonView, PutPerson } from '../../../centre/api/person.ts';
import { type Role, roles } from '../../../centre/api/role.ts';
import { formatMoment } from '../../format/dates.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { FieldError, SelectField, TextField } from '../../parts/field.tsx';
import { AskDialog, FormDialog, TellDialog } from '../../parts/form-dialog.tsx';
import { SecretBox } from '../../parts/secret-box.tsx';
import { useConsole, useMe, useWords } from '../../state/console.ts';

const useRoleOptions = () => {
  const { shell } = useWords();
  return roles.map((role) => ({ value: role, label: shell.roles[role] }));
};
const roleOf = (value: string): Role => roles.find((role) => role === value) ?? 'viewer';

/** The link of an invitation or a reset, shown once. */
export const LinkDialog = ({
  link,
  onLater,
}: {
  readonly link: InvitationLink;
  readonly onLater: () => void;
}) => {
  const { admin } = useWords();
  const { people: words } = admin;
  return (
    <TellDialog
      title={words.linkTitle(link.person.fullName)}
      intro={words.linkText(formatMoment(link.expiresAt))}
      onLater={onLater}
    >
      <SecretBox
        label={words.linkLabel}
        secret={`${window.location.origin}/#invite=${link.token}`}
        copy={words.copyLink}
        copied={words.copied}
      />
    </TellDialog>
  );
};

/** A new person: a name to sign in with, what they do, whether they read comments. */
export const InviteDialog = ({
  onLater,
  onLink,
}: {
  readonly onLater: () => void;
  readonly onLink: (link: InvitationLink) => void;
}) => {
  const { server } = useConsole();
  const { admin } = useWords();
  const { people: words } = admin;
  const options = useRoleOptions();
  const [name, setName] = useState('');
  const [fullName, setFullName] = useState('');
  const [role, setRole] = useState<Role>('reporter');
  const [readsComments, setReads] = useState(false);
  const [wrong, setWrong] = useState<{ readonly field: string; readonly text: string } | null>(null);
  const submit = async (): Promise<void> => {
    const answer = await server.ask('POST /api/people', {
      body: { name: name.trim(), fullName: fullName.trim(), role, readsComments },
    });
    if (answer.ok) return onLink(answer.value);
    const { code, field } = answer.problem;
    setWrong({
      field: code === 'name/full-name' ? 'fullName' : code.startsWith('name/') ? 'name' : (field ?? ''),
      text: words.problems[code] ?? words.failed,
    });
  };
  const problemOf = (field: string): string | null => (wrong?.field === field ? wrong.text : null);
  return (
    <FormDialog
      title={words.inviteTitle}
      intro={words.inviteText}
      confirm={words.inviteConfirm}
      onLater={onLater}
      onSubmit={submit}
    >
      <TextField
        label={words.fullName}
        value={fullName}
        autoComplete="off"
        error={problemOf('fullName')}
        onChange={({ target }) => setFullName(target.value)}
      />
      <TextField
        label={words.signInName}
        value={name}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck="false"
        hint={words.signInHint}
        error={problemOf('name')}
        onChange={({ target }) => setName(target.value)}
      />
      <SelectField
        label={words.role}
        value={role}
        options={options}
        onChange={(value) => setRole(roleOf(value))}
      />
      <div className="field">
        <CheckField label={words.readsComments} isOn={readsComments} onChange={setReads} />
      </div>
      <FieldError error={problemOf('')} />
    </FormDialog>
  );
};

/** What can be done to an account. One's own role and life are another administrator's matter. */
export const EditDialog = ({
  person,
  onLater,
  onChanged,
  onLink,
}: {
  readonly person: PersonView;
  readonly onLater: () => void;
  readonly onChanged: () => void;
  readonly onLink: (link: InvitationLink) => void;
}) => {
  const { server } = useConsole();
  const { admin } = useWords();
  const { people: words } = admin;
  const me = useMe();
  const options = useRoleOptions();
  const [fullName, setFullName] = useState(person.fullName);
  const [role, setRole] = useState<Role>(person.role);
  const [readsComments, setReads] = useState(person.readsComments);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isResetting, setIsResetting] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const params = { id: person.id };
  const isMe = person.id === me.person;
  const isOff = person.state === 'off' || person.state === 'idle';

  const put = async (body: PutPerson): Promise<void> => {
    const answer = await server.ask('PUT /api/people/:id', { params, body });
    if (!answer.ok) return setWrong(words.problems[answer.problem.code] ?? words.failed);
    onChanged();
    onLater();
  };
  const save = (): Promise<void> =>
    put({ fullName: fullName.trim(), readsComments, ...(isMe ? {} : { role }) });
  const reset = async (): Promise<void> => {
    const answer = await server.ask('POST /api/people/:id/reset', { params });
    if (answer.ok) onLink(answer.value);
    else setWrong(words.problems[answer.problem.code] ?? words.failed);
  };
  const signOut = async (): Promise<void> => {
    const answer = await server.ask('POST /api/people/:id/sign-out', { params });
    if (answer.ok) setTold(words.signedOut);
    else setWrong(words.problems[answer.problem.code] ?? words.failed);
  };

  if (isResetting)
    return (
      <AskDialog
        title={words.resetTitle(person.fullName)}
        intro={words.resetText}
        confirm={words.resetConfirm}
        wrong={wrong}
        onLater={onLater}
        onConfirm={reset}
      />
    );
  return (
    <FormDialog
      title={words.editOf(person.fullName)}
      intro={`${words.editText(person.name)}${isMe ? ` ${words.selfText}` : ''}`}
      confirm={words.save}
      onLater={onLater}
      onSubmit={save}
    >
      <TextField
        label={words.fullName}
        value={fullName}
        autoComplete="off"
        onChange={({ target }) => setFullName(target.value)}
      />
      <SelectField
        label={words.role}
        value={role}
        options={options}
        disabled={isMe}
        onChange={(value) => setRole(roleOf(value))}
      />
      <div className="field">
        <CheckField label={words.readsComments} isOn={readsComments} onChange={setReads} />
      </div>
      <FieldError error={wrong} />
      <div className="task-list">
        <button type="button" className="button" onClick={() => setIsResetting(true)}>
          {words.reset}
        </button>
        <button type="button" className="button" onClick={() => void signOut()}>
          {words.signOut}
        </button>
        {!isMe && (
          <button type="button" className="button" onClick={() => void put({ isOff: !isOff })}>
            {isOff ? words.on : words.off}
          </button>
        )}
      </div>
      <p role="status">{told}</p>
    </FormDialog>
  );
};
