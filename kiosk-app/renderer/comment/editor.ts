import { maxCommentLength } from '../../contract/command.ts';
import { composeKey, type TypingMethod } from './compose.ts';

export interface Draft {
  readonly text: string;
  /** Where the next letter goes, in UTF-16 units. */
  readonly caret: number;
}

export type Stroke =
  | { readonly key: 'text'; readonly text: string; readonly method: TypingMethod | undefined }
  | { readonly key: 'backspace' }
  | { readonly key: 'caret'; readonly at: number }
  /** What the field holds after something else than a key wrote into it: an input method, a hand-writing panel, a dictation. */
  | { readonly key: 'input'; readonly text: string; readonly caret: number };

/** What the field holds at most, as a person counts. The kiosk takes more; two short sentences are what people read. */
export const draftLimit = 300;

export const emptyDraft: Draft = { text: '', caret: 0 };

// A character as a person counts them: a Khmer consonant with its signs is one.
const segments = new Intl.Segmenter('km', { granularity: 'grapheme' });
const characters = (text: string): readonly string[] =>
  [...segments.segment(text)].map(({ segment }) => segment);
export const draftLength = (text: string): number => characters(text).length;

const isTooLong = (text: string): boolean => text.length > maxCommentLength || draftLength(text) > draftLimit;

/** A text of which `before` is what was just put in and `after` what stood there: what is too much goes from the end of `before`. */
const withinLimit = (before: string, after: string): Draft => {
  const kept = characters(after).slice(0, draftLimit).join('').slice(0, maxCommentLength);
  let left = before.slice(0, maxCommentLength);
  // In steps, because what stands on both sides of a cut may join to one character.
  while (left !== '' && isTooLong(left + kept)) {
    const excess = Math.max(1, draftLength(left + kept) - draftLimit);
    left = characters(left).slice(0, -excess).join('');
  }
  return { text: left + kept, caret: left.length };
};

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
      if (isTooLong(text) && text.length >= draft.text.length) return draft;
      return { text, caret: left.length };
    }
    case 'input':
      return withinLimit(
        stroke.text.slice(0, stroke.caret).normalize('NFC'),
        stroke.text.slice(stroke.caret),
      );
    default:
      return stroke satisfies never;
  }
};
