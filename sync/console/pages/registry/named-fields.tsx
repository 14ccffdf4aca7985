import { TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { idFromName } from './standing.ts';

/** What is typed of a department; `id` follows the name until somebody writes another one. */
export interface NamedText {
  readonly name: string;
  readonly id: string;
  readonly order: string;
}
export interface Named {
  readonly id: string;
  readonly order: number;
  readonly name: string;
}

export const idShape = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** What was typed as the contract has it, or the field that is wrong. */
export const parseNamed = (text: NamedText): Named | keyof NamedText => {
  const name = text.name.trim();
  if (name === '') return 'name';
  if (!idShape.test(text.id.trim())) return 'id';
  if (!/^[1-9]\d{0,4}$/.test(text.order.trim())) return 'order';
  return { name, id: text.id.trim(), order: Number(text.order) };
};

export const NamedFields = ({
  value,
  onChange,
  hasFixedId,
}: {
  readonly value: NamedText;
  readonly onChange: (value: NamedText) => void;
  readonly hasFixedId: boolean;
}) => {
  const { registry: words } = useWords();
  const follows = !hasFixedId && value.id === idFromName(value.name);
  return (
    <>
      <TextField
        label={words.name}
        value={value.name}
        autoComplete="off"
        onChange={({ target }) =>
          onChange({ ...value, name: target.value, ...(follows ? { id: idFromName(target.value) } : {}) })
        }
      />
      {!hasFixedId && (
        <TextField
          label={words.id}
          value={value.id}
          autoComplete="off"
          spellCheck="false"
          hint={words.idHint}
          onChange={({ target }) => onChange({ ...value, id: target.value })}
        />
      )}
      <TextField
        label={words.order}
        value={value.order}
        className="short-input num"
        inputMode="numeric"
        autoComplete="off"
        onChange={({ target }) => onChange({ ...value, order: target.value })}
      />
    </>
  );
};
