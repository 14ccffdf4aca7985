import type { Phrases } from './phrases.ts';

/** The width of a text in millimetres, in one typeface and size. */
export type Measure = (text: string) => number;

/** One line and what stands between it and the next: a space, or nothing where a single word had to be broken. */
export interface Line {
  readonly text: string;
  readonly glue: ' ' | '';
}

// A line that fits by a hair here may not fit by a hair in Word, which rounds widths to its printer's units.
const tolerance = 0.995;

const splitWord = (word: string, measure: Measure, widthMm: number): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  for (const { segment } of new Intl.Segmenter('vi').segment(word)) {
    if (part !== '' && measure(part + segment) > widthMm) {
      parts.push(part);
      part = segment;
    } else part += segment;
  }
  return [...parts, part];
};

/**
 * Breaks a text into lines: between phrases where that is possible, inside a phrase only where it is wider than the line
 * alone, inside a word only where the word is; the first line may be drawn in. The lines with their glue are the text again; nothing is cut.
 */
export const breakLines = (
  phrases: Phrases,
  measure: Measure,
  widthMm: number,
  firstLineMm = 0,
): readonly Line[] => {
  const lines: Line[] = [];
  const limit = (): number => (widthMm - (lines.length === 0 ? firstLineMm : 0)) * tolerance;
  let open = '';
  const close = (): void => {
    if (open !== '') lines.push({ text: open, glue: ' ' });
    open = '';
  };
  const add = (piece: string): boolean => {
    const joined = open === '' ? piece : `${open} ${piece}`;
    if (measure(joined) > limit()) return false;
    open = joined;
    return true;
  };
  const addWord = (word: string): void => {
    if (add(word)) return;
    close();
    if (add(word)) return;
    const parts = splitWord(word, measure, limit());
    for (const part of parts.slice(0, -1)) lines.push({ text: part, glue: '' });
    open = parts.at(-1) ?? '';
  };
  for (const phrase of phrases) {
    if (add(phrase)) continue;
    close();
    if (add(phrase)) continue;
    for (const word of phrase.split(' ')) addWord(word);
    // What follows a phrase that needed several lines starts a line of its own.
    close();
  }
  close();
  const last = lines.pop();
  return last ? [...lines, { ...last, glue: '' }] : [];
};
