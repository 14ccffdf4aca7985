import { composeKey, type TypingMethod } from './compose.ts';

export interface Draft {
  readonly text: string;
  /** Where the next letter goes, in UTF-16 units. */
  readonly caret: number;
}

export type Stroke =
  | { readonly key: 'text'; readonly text: string; readonly method: TypingMethod | undefined }
  | { readonly key: 'backspace' }
  | { readonly key: 'caret'; readonly at: number };

/** What the field holds at most. The kiosk takes more; two short sentences are what people read. */
export const draftLimit = 300;

export const emptyDraft: Draft = { text: '', caret: 0 };

// A character as a person counts them: a Khmer consonant with its signs is one.
const segments = new Intl.Segmenter('km', { granularity: 'grapheme' });
export const draftLength = (text: string): number => [...segments.segment(text)].length;

const wordBefore = (text: string): string => /[\p{L}\p{M}]*$/u.exec(text)?.[0] ?? '';

/** The draft after one stroke. A letter that would go over the limit changes nothing. */
export const editDraft = (draft: Draft, stroke: Stroke): Draft => {
  const before = draft.text.slice(0, draft.caret);
  const after = draft.text.slice(draft.caret);
  switch (stroke.key) {
    case 'caret':
      return { ...draft, caret: Math.max(0, Math.min(stroke.at, draft.text.length)) };
    case 'backspace': {
      // One code point, not one cluster: who mistyped a vowel sign keeps the consonant under it.
      const left = Array.from(before).slice(0, -1).join('');
      return { text: left + after, caret: left.length };
    }
    case 'text': {
      const word = stroke.method ? wordBefore(before) : '';
      const composed = stroke.method ? composeKey(stroke.method, word, stroke.text) : stroke.text;
      const left = (before.slice(0, before.length - word.length) + composed).normalize('NFC');
      const text = left + after;
      if (draftLength(text) > draftLimit && text.length >= draft.text.length) return draft;
      return { text, caret: left.length };
    }
    default:
      return stroke satisfies never;
  }
};
