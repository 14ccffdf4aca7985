import { useState } from 'react';
import type { CounterView, RegistryView } from '../../../centre/api/registry.ts';
import { SelectField, TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { ChangeForm } from './change-form.tsx';
import { idShape } from './named-fields.tsx';
import { standingOn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** Which department a counter belongs to, from a day on. */
export const CounterDialog = ({
  view,
  desk,
  of,
  onLater,
}: {
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly of: CounterView | null;
  readonly onLater: () => void;
}) => {
  const { registry: words } = useWords();
  const term = of?.terms.at(-1);
  const rows = standingOn(view.departments, view.today);
  const [label, setLabel] = useState(term?.label ?? '');
  const [id, setId] = useState(of?.id ?? '');
  const [department, setDepartment] = useState(term?.department ?? '');
  const [from, setFrom] = useState('');
  const submit = async (): Promise<string | null> => {
    if (label.trim() === '') return words.nameMissing;
    if (!idShape.test(id.trim())) return words.counterIdWrong;
    return desk.add([
      {
        do: 'counter',
        id: id.trim(),
        label: label.trim(),
        department: department === '' ? null : department,
        from: from === '' ? null : from,
      },
    ]);
  };
  return (
    <ChangeForm title={words.counterTitle} intro={words.counterText} submit={submit} onLater={onLater}>
      <TextField
        label={words.counterName}
        value={label}
        autoComplete="off"
        onChange={({ target }) => setLabel(target.value)}
      />
      {!of && (
        <TextField
          label={words.counterId}
          value={id}
          autoComplete="off"
          spellCheck="false"
          onChange={({ target }) => setId(target.value)}
        />
      )}
      <SelectField
        label={words.department}
        value={department}
        onChange={setDepartment}
        options={[
          { value: '', label: words.counterNone },
          ...rows.map((row) => ({ value: row.id, label: row.name })),
        ]}
      />
      <TextField
        type="date"
        className="short-input"
        label={of ? words.fromOptional : words.fromOptionalNew}
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
    </ChangeForm>
  );
};
