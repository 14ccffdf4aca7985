import { useState } from 'react';
import { formatTime } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import { SelectField, TextArea, TextField } from '../../parts/field.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';

/** Takes one rating out of the table with a reason and a name. It is chosen by its minute: its category is nobody's business. */
export const VoidDialog = ({
  kiosk,
  today,
  onLater,
  onDone,
}: {
  readonly kiosk: string;
  readonly today: string;
  readonly onLater: () => void;
  readonly onDone: () => void;
}) => {
  const { server, resources } = useConsole();
  const { kiosks, shell } = useWords();
  const { one: words } = kiosks;
  const [day, setDay] = useState(today);
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ readonly field: 'press' | 'reason'; readonly text: string } | null>(
    null,
  );
  const [isDone, setIsDone] = useState(false);
  const listed = useResource('GET /api/kiosks/:id/presses', { params: { id: kiosk }, query: { day } });
  const presses = listed.value?.presses ?? [];
  const keyOf = (press: { readonly ledger: string; readonly seq: number }): string =>
    `${press.ledger} ${press.seq}`;
  const open = presses.filter(({ isVoid }) => !isVoid);

  const submit = async (): Promise<void> => {
    const press = open.find((each) => keyOf(each) === chosen);
    if (!press) return setWrong({ field: 'press', text: words.voidPick });
    if (reason.trim() === '') return setWrong({ field: 'reason', text: words.voidMissing });
    const answer = await server.ask('POST /api/voids', {
      body: { ledger: press.ledger, seq: press.seq, reason: reason.trim() },
    });
    void resources.load(listed.address);
    if (!answer.ok)
      return setWrong({
        field: 'press',
        text: answer.problem.code === 'void/not-counted' ? words.voidNotCounted : words.failed,
      });
    setChosen('');
    setReason('');
    setWrong(null);
    setIsDone(true);
    onDone();
  };
  return (
    <FormDialog
      title={words.voidTitle(kioskName(kiosk))}
      intro={words.voidText}
      confirm={words.voidConfirm}
      later={isDone ? shell.close : shell.later}
      onLater={onLater}
      onSubmit={submit}
    >
      <TextField
        type="date"
        className="short-input"
        label={words.voidDay}
        value={day}
        max={today}
        onChange={({ target }) => {
          if (target.value !== '') setDay(target.value);
          setChosen('');
        }}
      />
      {listed.value && open.length === 0 ? (
        <p className="field">{words.voidNone}</p>
      ) : (
        <SelectField
          label={words.voidWhich}
          value={chosen}
          error={wrong?.field === 'press' ? wrong.text : null}
          onChange={(value) => {
            setIsDone(false);
            setChosen(value);
          }}
          options={[
            { value: '', label: '…' },
            ...open.map((press) => ({ value: keyOf(press), label: formatTime(press.at) })),
          ]}
        />
      )}
      <TextArea
        label={words.voidReason}
        value={reason}
        onChange={setReason}
        error={wrong?.field === 'reason' ? wrong.text : null}
      />
      <p role="status">{isDone && words.voidDone}</p>
    </FormDialog>
  );
};
