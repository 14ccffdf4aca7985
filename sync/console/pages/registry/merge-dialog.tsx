import { useState } from 'react';
import type { RegistryChange, RegistryView } from '../../../centre/api/registry.ts';
import { CheckField } from '../../parts/check-field.tsx';
import { SelectField, TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { ChangeForm } from './change-form.tsx';
import { fieldProblem } from './field-problem.ts';
import { NamedFields, type NamedText, parseNamed } from './named-fields.tsx';
import { countersMoving, standingOn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

const aNewOne = '';

/** Several departments become one from a day on; their counters go with them. */
export const MergeDialog = ({
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
  const [of, setOf] = useState<ReadonlySet<string>>(new Set());
  const [into, setInto] = useState(aNewOne);
  const [from, setFrom] = useState('');
  const [named, setNamed] = useState<NamedText>({ name: '', id: '', order: '' });
  const chosen = rows.filter(({ id }) => of.has(id));
  const heir = chosen.find(({ id }) => id === into);

  const toggle = (id: string): void => {
    const next = new Set(of);
    if (!next.delete(id)) next.add(id);
    setOf(next);
    const first = rows.find((row) => next.has(row.id));
    setNamed((now) => ({ ...now, order: String(first?.order ?? '') }));
    if (!next.has(into)) setInto(aNewOne);
  };
  const submit = async (): Promise<string | null> => {
    if (chosen.length < 2) return words.mergeMissing;
    if (from === '') return words.dayMissing;
    const entry = heir ? parseNamed({ name: heir.name, id: heir.id, order: named.order }) : parseNamed(named);
    if (typeof entry === 'string') return fieldProblem(entry, words);
    const ids = chosen.map(({ id }) => id);
    const change: RegistryChange = { do: 'merge', of: ids, into: entry, from };
    return desk.add([change, ...countersMoving(view.counters, ids, entry.id, from)]);
  };
  return (
    <ChangeForm title={words.mergeTitle} intro={words.mergeText} submit={submit} onLater={onLater}>
      <fieldset className="checks">
        <legend className="field-label">{words.mergeOf}</legend>
        <div className="checks-box">
          {rows.map(({ id, name }) => (
            <CheckField key={id} label={name} isOn={of.has(id)} onChange={() => toggle(id)} />
          ))}
        </div>
      </fieldset>
      <SelectField
        label={words.mergeInto}
        value={into}
        onChange={setInto}
        options={[
          { value: aNewOne, label: words.mergeNew },
          ...chosen.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {heir ? (
        <TextField
          label={words.order}
          className="short-input num"
          inputMode="numeric"
          value={named.order}
          onChange={({ target }) => setNamed({ ...named, order: target.value })}
        />
      ) : (
        <NamedFields value={named} onChange={setNamed} hasFixedId={false} />
      )}
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
