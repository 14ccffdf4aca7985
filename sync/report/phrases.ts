import { cleanText } from './wording.ts';

/**
 * The pieces of a text that stay together on a line as long as they fit. Joined with single spaces they are the text again:
 * a line is broken by width, never by changing characters.
 */
export type Phrases = readonly string[];

const wordsOf = (text: string): readonly string[] => cleanText(text).split(' ').filter(Boolean);

/** Official names and titles break before "và" or after a comma. */
export const namePhrases = (name: string): Phrases => {
  const phrases: string[] = [];
  let isNew = true;
  for (const word of wordsOf(name)) {
    const startsPhrase = isNew || word.toLocaleLowerCase('vi') === 'và';
    if (startsPhrase) phrases.push(word);
    else phrases.push(`${phrases.pop()} ${word}`);
    isNew = word.endsWith(',');
  }
  return phrases;
};

// The compound words of the official wording; a narrow column may break between them, never inside one.
const compounds: ReadonlySet<string> = new Set([
  'hài lòng',
  'dịch vụ',
  'thái độ',
  'phục vụ',
  'nghiệp vụ',
  'nhân viên',
  'thời gian',
  'giao dịch',
  'ý kiến',
  'góp ý',
]);

/** A column's heading: every word on its own, compound words whole. */
export const headingPhrases = (heading: string): Phrases => {
  const phrases: string[] = [];
  for (const word of wordsOf(heading)) {
    const last = phrases.at(-1);
    const pair = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && compounds.has(pair.toLocaleLowerCase('vi'))) phrases.splice(-1, 1, pair);
    else phrases.push(word);
  }
  return phrases;
};
