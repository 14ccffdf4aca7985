import { useState } from 'react';
import {
  type Scope,
  scopes,
  type TokenMade,
  type WebhookEvent,
  type WebhookMade,
  webhookEvents,
} from '../../../centre/api/other-system.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { FieldError, TextField } from '../../parts/field.tsx';
import { AskDialog, FormDialog, TellDialog } from '../../parts/form-dialog.tsx';
import { SecretBox } from '../../parts/secret-box.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import type { Answer } from '../../state/server.ts';

const Choices = <T extends string>({
  legend,
  all,
  names,
  chosen,
  onChange,
}: {
  readonly legend: string;
  readonly all: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
}) => (
  <fieldset className="field">
    <legend className="field-label">{legend}</legend>
    {all.map((each) => (
      <CheckField
        key={each}
        label={names[each]}
        isOn={chosen.includes(each)}
        onChange={(isOn) => onChange(all.filter((one) => (one === each ? isOn : chosen.includes(one))))}
      />
    ))}
  </fieldset>
);

/** Another system gets a token that reads what is ticked, and nothing else. */
export const TokenDialog = ({
  onLater,
  onMade,
}: {
  readonly onLater: () => void;
  readonly onMade: (made: TokenMade) => void;
}) => {
  const { server } = useConsole();
  const { systems: words } = useWords();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(['read:reports']);
  const [until, setUntil] = useState('');
  const [wrong, setWrong] = useState<{ readonly field: 'name' | 'scopes'; readonly text: string } | null>(
    null,
  );
  const submit = async (): Promise<void> => {
    if (name.trim() === '') return setWrong({ field: 'name', text: words.tokenNameMissing });
    if (chosen.length === 0) return setWrong({ field: 'scopes', text: words.scopesMissing });
    const answer = await server.ask('POST /api/tokens', {
      body: { name: name.trim(), scopes: chosen, expiresOn: until === '' ? null : until },
    });
    if (answer.ok) onMade(answer.value);
    else setWrong({ field: 'scopes', text: words.failed });
  };
  return (
    <FormDialog
      title={words.newTokenTitle}
      intro={words.newTokenText}
      confirm={words.makeToken}
      onLater={onLater}
      onSubmit={submit}
    >
      <TextField
        label={words.tokenName}
        value={name}
        autoComplete="off"
        error={wrong?.field === 'name' ? wrong.text : null}
        onChange={({ target }) => setName(target.value)}
      />
      <Choices
        legend={words.scopes}
        all={scopes}
        names={words.scopeNames}
        chosen={chosen}
        onChange={setChosen}
      />
      <TextField
        type="date"
        className="short-input"
        label={words.expiresOn}
        value={until}
        onChange={({ target }) => setUntil(target.value)}
      />
      <FieldError error={wrong?.field === 'scopes' ? wrong.text : null} />
    </FormDialog>
  );
};

/** An address that is told of alarms; the message carries a signature made with the key that follows. */
export const WebhookDialog = ({
  onLater,
  onMade,
}: {
  readonly onLater: () => void;
  readonly onMade: (made: WebhookMade) => void;
}) => {
  const { server } = useConsole();
  const { systems: words } = useWords();
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<readonly WebhookEvent[]>(
    webhookEvents.filter((event) => event !== 'test'),
  );
  const [wrong, setWrong] = useState<{ readonly field: 'url' | 'events'; readonly text: string } | null>(
    null,
  );
  const submit = async (): Promise<void> => {
    if (chosen.length === 0) return setWrong({ field: 'events', text: words.eventsMissing });
    const answer = await server.ask('POST /api/webhooks', { body: { url: url.trim(), events: chosen } });
    if (answer.ok) onMade(answer.value);
    else
      setWrong(
        answer.status === 0 || answer.status >= 500
          ? { field: 'events', text: words.failed }
          : { field: 'url', text: words.urlWrong },
      );
  };
  return (
    <FormDialog
      title={words.newWebhookTitle}
      intro={words.newWebhookText}
      confirm={words.makeWebhook}
      onLater={onLater}
      onSubmit={submit}
    >
      <TextField
        label={words.url}
        value={url}
        inputMode="url"
        autoComplete="off"
        spellCheck="false"
        hint={words.urlHint}
        error={wrong?.field === 'url' ? wrong.text : null}
        onChange={({ target }) => setUrl(target.value)}
      />
      <Choices
        legend={words.events}
        all={webhookEvents.filter((event) => event !== 'test')}
        names={words.eventNames}
        chosen={chosen}
        onChange={setChosen}
      />
      <FieldError error={wrong?.field === 'events' ? wrong.text : null} />
    </FormDialog>
  );
};

export const SecretDialog = ({
  title,
  label,
  secret,
  onLater,
}: {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly onLater: () => void;
}) => {
  const { systems: words } = useWords();
  return (
    <TellDialog title={title} intro={words.secretText} onLater={onLater}>
      <SecretBox label={label} secret={secret} copy={words.copySecret} copied={words.copied} />
    </TellDialog>
  );
};

/** One more question before something is gone. */
export const GoneDialog = ({
  title,
  text,
  confirm,
  ask,
  onLater,
  onDone,
}: {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly ask: () => Promise<Answer<unknown>>;
  readonly onLater: () => void;
  readonly onDone: () => void;
}) => {
  const { systems: words } = useWords();
  const [wrong, setWrong] = useState<string | null>(null);
  const go = async (): Promise<void> => {
    const answer = await ask();
    if (answer.ok) onDone();
    else setWrong(words.failed);
  };
  return (
    <AskDialog title={title} intro={text} confirm={confirm} wrong={wrong} onLater={onLater} onConfirm={go} />
  );
};
