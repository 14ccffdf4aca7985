import type { RegistryWords } from '../../words/vi/registry.ts';
import type { NamedText } from './named-fields.tsx';

/** What to say of a field that cannot be taken, with an example. */
export const fieldProblem = (field: keyof NamedText, words: RegistryWords): string => {
  switch (field) {
    case 'name':
      return words.nameMissing;
    case 'id':
      return words.idWrong;
    case 'order':
      return words.orderWrong;
    default:
      return field satisfies never;
  }
};
