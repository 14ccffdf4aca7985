import { useState } from 'react';
import type { RegistryView } from '../../../centre/api/registry.ts';
import { TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { ChangeForm } from './change-form.tsx';
import { fieldProblem } from './field-problem.ts';
import { NamedFields, type NamedText, parseNamed } from './named-fields.tsx';
import { type Standing, standingOn } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** A new department, or another name or place of one; without a day it only puts a slip of the pen right. */
export const DepartmentDialog = ({
  view,
  desk,
  of,
  onLater,
}: {
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly of: Standing | null;
  readonly onLater: () => void;
}) => {
  const { registry: words } = useWords();
  const last = standingOn(view.departments, view.today).at(-1);
  const [named, setNamed] = useState<NamedText>({
    name: of?.name ?? '',
    id: of?.id ?? '',
    order: String(of?.order ?? (last?.order ?? 0) + 1),
  });
  const [from, setFrom] = useState('');
  const submit = async (): Promise<string | null> => {
    const entry = parseNamed(named);
    if (typeof entry === 'string') return fieldProblem(entry, words);
    return desk.add([from === '' ? { do: 'correct', ...entry } : { do: 'begin', from, ...entry }]);
  };
  const remove = async (): Promise<void> => {
    if (of && (await desk.add([{ do: 'remove', id: of.id }])) === null) onLater();
  };
  return (
    <ChangeForm
      title={of ? words.changeTitle : words.beginTitle}
      intro={of ? words.changeText : words.lead}
      submit={submit}
      onLater={onLater}
    >
      <NamedFields value={named} onChange={setNamed} hasFixedId={of !== null} />
      <TextField
        type="date"
        className="short-input"
        label={of ? words.fromOptional : words.fromOptionalNew}
        value={from}
        onChange={({ target }) => setFrom(target.value)}
      />
      {of && !of.isUsed && (
        <p className="field">
          <button type="button" className="link" onClick={() => void remove()}>
            {words.removeIt}
          </button>
        </p>
      )}
    </ChangeForm>
  );
};
