import { type CategoryId, categoryNames } from '../../domain/categories.ts';

/** Official names break before "và" or after a comma, by width; joined with single spaces the phrases are the name again. */
export const namePhrases = (name: string): readonly string[] => {
  const phrases: string[] = [];
  let isNew = true;
  for (const word of name.split(' ').filter(Boolean)) {
    if (isNew || word.toLocaleLowerCase('vi') === 'và') phrases.push(word);
    else phrases.push(`${phrases.pop()} ${word}`);
    isNew = word.endsWith(',');
  }
  return phrases;
};

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
export const headingPhrases = (heading: string): readonly string[] => {
  const phrases: string[] = [];
  for (const word of heading.split(' ')) {
    const last = phrases.at(-1);
    const pair = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && compounds.has(pair.toLocaleLowerCase('vi'))) phrases.splice(-1, 1, pair);
    else phrases.push(word);
  }
  return phrases;
};

export const categoryPhrases = (id: CategoryId): readonly string[] => headingPhrases(categoryNames[id]);

/** A kiosk's id as it stands on the machine: `Q15-2`. Names that are no counter's stay as they are. */
export const kioskName = (id: string): string => (/^[a-z]{1,2}\d/.test(id) ? id.toUpperCase() : id);
