import { describe, expect, it } from 'vitest';
import { catalogue } from '../../kiosk-app/renderer/words/catalogue.ts';
import { nameParts } from '../../kiosk-app/renderer/words/words.ts';
import { categoryIds, categoryNames } from '../../sync/domain/categories.ts';

const languages = Object.keys(catalogue) as (keyof typeof catalogue)[];

describe('the catalogue', () => {
  it('says the official wording in Vietnamese, whole and in order', () => {
    for (const id of categoryIds) {
      const words = catalogue.vi.words.categories[id];
      expect(words.full).toBe(categoryNames[id]);
      expect([words.lead, ...words.key].filter(Boolean).join(' ')).toBe(categoryNames[id]);
    }
  });

  it.each(languages)('cuts no name into something else (%s)', (language) => {
    for (const id of categoryIds) {
      const words = catalogue[language].words.categories[id];
      const parts = nameParts(words);
      expect(parts.join('')).toBe(words.full);
      expect(parts.length).toBe(words.key.length + (words.lead ? 1 : 0));
    }
  });

  it('marks Khmer as a draft, and never on the screen', () => {
    expect(catalogue.km.status).toBe('draft');
    expect(JSON.stringify(catalogue.km.words)).not.toMatch(/draft|nháp|bản thảo/i);
  });

  it('has no empty word', () => {
    const check = (value: unknown, path: string): void => {
      if (typeof value === 'string') expect(value.trim(), path).not.toBe('');
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) check(inner, `${path}.${key}`);
    };
    for (const language of languages) check(catalogue[language].words, language);
  });

  it('names an opening as people say it', () => {
    expect(catalogue.vi.words.closed.opensAt('thứ Hai', 7, 0)).toBe('7 giờ sáng thứ Hai');
    expect(catalogue.vi.words.closed.opensAt('thứ Hai', 13, 30)).toBe('1 giờ 30 phút chiều thứ Hai');
    expect(catalogue.en.words.closed.opensAt('Monday', 7, 0)).toBe('Monday 7:00');
    expect(catalogue.km.words.closed.opensAt('ថ្ងៃចន្ទ', 7, 0)).toBe('ម៉ោង ៧ ព្រឹក ថ្ងៃចន្ទ');
  });
});
