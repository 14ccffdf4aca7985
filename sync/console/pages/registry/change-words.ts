import type { RegistryChange } from '../../../centre/api/registry.ts';
import { formatDay } from '../../format/dates.ts';
import type { RegistryWords } from '../../words/vi/registry.ts';
import type { ShellWords } from '../../words/vi/shell.ts';

const dayOrNull = (day: string | null): string | null => (day === null ? null : formatDay(day));

/** One change in a sentence, as it stands in the list that is applied. */
export const changeWords = (
  change: RegistryChange,
  nameOf: (id: string) => string,
  isKnown: (id: string) => boolean,
  { says }: RegistryWords,
  { and }: Pick<ShellWords, 'and'>,
): string => {
  switch (change.do) {
    case 'correct':
      return isKnown(change.id) ? says.correct(change.name) : says.add(change.name, null);
    case 'begin':
      return change.from === null || !isKnown(change.id)
        ? says.add(change.name, dayOrNull(change.from))
        : says.rename(nameOf(change.id), change.name, formatDay(change.from));
    case 'end':
      return says.end(
        nameOf(change.id),
        formatDay(change.to),
        change.successor === null ? null : nameOf(change.successor),
      );
    case 'merge':
      return says.merge(and(change.of.map(nameOf)), change.into.name, formatDay(change.from));
    case 'split':
      return says.split(nameOf(change.id), and(change.into.map(({ name }) => name)), formatDay(change.from));
    case 'put':
      return isKnown(change.id)
        ? says.put(change.terms.at(-1)?.name ?? change.id)
        : says.add(change.terms.at(-1)?.name ?? change.id, dayOrNull(change.terms[0]?.from ?? null));
    case 'remove':
      return says.remove(nameOf(change.id));
    case 'counter':
      return change.department === null
        ? says.counterLoose(change.label, dayOrNull(change.from))
        : says.counter(change.label, nameOf(change.department), dayOrNull(change.from));
    case 'end-counter':
      return says.endCounter(change.id, formatDay(change.to));
    default:
      return change satisfies never;
  }
};
