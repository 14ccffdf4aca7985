import type { RegistryView } from '../../../centre/api/registry.ts';
import { SelectField, TextField } from '../../parts/field.tsx';
import { useWords } from '../../state/console.ts';
import { counterOn, idFromName, standingOn } from '../registry/standing.ts';

/** A department and a counter: one that the registry knows, or one that it will hear of. */
export interface Place {
  readonly department: string;
  readonly counter: string;
  readonly label: string;
}

const other = '';

/** Which field is wrong; null when none is. */
export const placeProblem = ({ department, label }: Place): 'department' | 'label' | null => {
  if (department === '') return 'department';
  return idFromName(label) === '' ? 'label' : null;
};

/** Choosing a counter of the registry brings its department; another is named by hand. */
export const PlaceFields = ({
  registry,
  place,
  onChange,
  wrong,
}: {
  readonly registry: RegistryView;
  readonly place: Place;
  readonly onChange: (place: Place) => void;
  readonly wrong: 'department' | 'label' | null;
}) => {
  const { fleet: words } = useWords();
  const { today } = registry;
  const departments = standingOn(registry.departments, today);
  const known = registry.counters.flatMap((counter) => {
    const term = counterOn(counter, today);
    return term?.department ? [{ id: counter.id, label: term.label, department: term.department }] : [];
  });
  const nameOf = (id: string): string => departments.find((each) => each.id === id)?.name ?? id;
  const isKnown = known.some(({ id }) => id === place.counter);
  const choose = (id: string): void => {
    const counter = known.find((each) => each.id === id);
    if (counter) onChange({ department: counter.department, counter: counter.id, label: counter.label });
    else onChange({ ...place, counter: '', label: '' });
  };
  return (
    <>
      {known.length > 0 && (
        <SelectField
          label={words.counter}
          value={isKnown ? place.counter : other}
          onChange={choose}
          options={[
            { value: other, label: words.counterOther },
            ...known.map(({ id, label, department }) => ({
              value: id,
              label: `${label} (${nameOf(department)})`,
            })),
          ]}
        />
      )}
      {!isKnown && (
        <>
          <SelectField
            label={words.department}
            value={place.department}
            onChange={(department) => onChange({ ...place, department })}
            error={wrong === 'department' ? words.departmentMissing : null}
            options={[
              { value: '', label: '…' },
              ...departments.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextField
            label={words.counterName}
            value={place.label}
            autoComplete="off"
            error={wrong === 'label' ? words.counterMissing : null}
            onChange={({ target }) =>
              onChange({ ...place, label: target.value, counter: idFromName(target.value) })
            }
          />
        </>
      )}
    </>
  );
};
