import type { Language } from '../../contract/snapshot.ts';
import type { TypingMethod } from './compose.ts';
import { type Draft, editDraft, emptyDraft } from './editor.ts';
import type { Layer } from './layouts.ts';

/** A comment being written: the draft and what the keyboard shows. */
export interface Writing {
  readonly draft: Draft;
  readonly method: TypingMethod;
  readonly layer: Layer;
}

export const firstWriting: Writing = { draft: emptyDraft, method: 'telex', layer: 'letters' };

const other = (now: Layer, layer: Layer): Layer => (now === layer ? 'letters' : layer);

/** The writing after a key of the keyboard: a character, or the name of a key in braces. */
export const pressKey = (writing: Writing, key: string, language: Language): Writing => {
  switch (key) {
    case '{bksp}':
      return { ...writing, draft: editDraft(writing.draft, { key: 'backspace' }) };
    case '{shift}':
      return { ...writing, layer: other(writing.layer, 'capitals') };
    case '{digits}':
      return { ...writing, layer: other(writing.layer, 'digits') };
    case '{method}':
      return { ...writing, method: writing.method === 'telex' ? 'vni' : 'telex' };
    default: {
      const text = key === '{space}' ? ' ' : key;
      const method = language === 'vi' ? writing.method : undefined;
      return {
        ...writing,
        draft: editDraft(writing.draft, { key: 'text', text, method }),
        // One capital at a time, as on a telephone.
        layer: writing.layer === 'capitals' ? 'letters' : writing.layer,
      };
    }
  }
};
