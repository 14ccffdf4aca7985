import { useState } from 'react';
import type { RegistryView } from '../../../centre/api/registry.ts';
import { addDays } from '../../format/dates.ts';
import { SelectField, TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { ChangeForm } from './change-form.tsx';
import { countersMoving, standingOn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** A department's last day, and who takes what still comes for it. */
export const EndDialog = ({
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
  const [to, setTo] = useState('');
  const [successor, setSuccessor] = useState('');
  const submit = async (): Promise<string | null> => {
    if (to === '') return words.dayMissing;
    const moving = successor === '' ? [] : countersMoving(view.counters, [id], successor, addDays(to, 1));
    return desk.add([{ do: 'end', id, to, successor: successor === '' ? null : successor }, ...moving]);
  };
  return (
    <ChangeForm title={words.endTitle} intro={words.endText} submit={submit} onLater={onLater}>
      <SelectField
        label={words.department}
        value={id}
        onChange={setId}
        options={rows.map((row) => ({ value: row.id, label: row.name }))}
      />
      <TextField
        type="date"
        className="short-input"
        label={words.lastDay}
        value={to}
        onChange={({ target }) => setTo(target.value)}
      />
      <SelectField
        label={words.endSuccessor}
        value={successor}
        onChange={setSuccessor}
        options={[
          { value: '', label: words.splitOwnRow },
          ...rows.filter((row) => row.id !== id).map((row) => ({ value: row.id, label: row.name })),
        ]}
      />
    </ChangeForm>
  );
};
