import { useState } from 'react';
import type { RegistryView } from '../../../centre/api/registry.ts';
import { SelectField, TextArea, TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { ChangeForm } from './change-form.tsx';
import { idFromName, standingOn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** One department becomes several from a day on. */
export const SplitDialog = ({
  view,
  desk,
  onLater,
}: {
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly onLater: () => void;
}) => {
  const { registry: words } = useWords();
  const rows = standingOn(view.departments, view.today);
  const [id, setId] = useState(rows[0]?.id ?? '');
  const [text, setText] = useState('');
  const [from, setFrom] = useState('');
  const [heir, setHeir] = useState('');
  const order = rows.find((row) => row.id === id)?.order ?? 1;
  const names = text
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');

  const submit = async (): Promise<string | null> => {
    if (names.length < 2) return words.splitMissing;
    if (from === '') return words.dayMissing;
    const into = names.map((name) => ({ id: idFromName(name), order, name }));
    const successor = into.find((each) => each.id === heir)?.id ?? null;
    return desk.add([{ do: 'split', id, into, from, successor }]);
  };
  return (
    <ChangeForm title={words.splitTitle} intro={words.splitText} submit={submit} onLater={onLater}>
      <SelectField
        label={words.splitOf}
        value={id}
        onChange={setId}
        options={rows.map((row) => ({ value: row.id, label: row.name }))}
      />
      <TextArea label={words.splitInto} value={text} onChange={setText} />
      <SelectField
        label={words.splitHeir}
        value={heir}
        onChange={setHeir}
        options={[
          { value: '', label: words.splitOwnRow },
          ...names.map((name) => ({ value: idFromName(name), label: name })),
        ]}
      />
      <TextField
        type="date"
        className="short-input"
        label={words.validFrom}
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
    </ChangeForm>
  );
};
