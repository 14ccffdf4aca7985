import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { alarmCodes } from '../../sync/centre/store/alarms.ts';
import type { Language } from '../../sync/console/words/words.ts';
import { catalogue } from './support/catalogue.ts';

/** Every sentence of a language; one that is made from numbers and names is made from some. */
const sentencesOf = (language: Language): readonly (readonly [path: string, text: string])[] => {
  const found: (readonly [string, string])[] = [];
  const visit = (path: string, value: unknown): void => {
    if (typeof value === 'string') found.push([path, value]);
    else if (typeof value === 'function')
      for (const n of [0, 1, 2]) {
        // Lists of names are asked for by one word only.
        const args = path === 'shell.and' || path === 'period.review.low' ? [['A', 'B']] : Array(8).fill(n);
        visit(`${path}(${n})`, value(...args));
      }
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) visit(path === '' ? key : `${path}.${key}`, inner);
  };
  visit('', catalogue[language]);
  return found;
};
const ofPath = (all: readonly (readonly [string, string])[], of: (text: string) => boolean): string[] =>
  all.filter(([, text]) => of(text)).map(([path, text]) => `${path}: ${text}`);

const languages: readonly Language[] = ['vi', 'en'];

it.each(languages)('says nothing in %s that the console never says', (language) => {
  const all = sentencesOf(language);
  expect(all.length).toBeGreaterThan(700);
  const never = /!|vui lòng|please|lỗi hệ thống|system error|\b(?:undefined|null|NaN)\b/i;
  expect(ofPath(all, (text) => never.test(text))).toEqual([]);
  // `{` and `}` would be a placeholder that nobody filled; two spaces or a stop after a stop a sentence badly put together.
  expect(ofPath(all, (text) => /[{}]| {2}|\.\.|^\s|\s$| [,.;]/.test(text))).toEqual([]);
});

it('has English for every sentence: Vietnamese is left only where it is a name or an example', () => {
  const names =
    /Một Chạm|Phụ lục II|Tiếng Việt|Tết|Sở Nông nghiệp và Môi trường|Cán bộ tổng hợp|Cổng dịch vụ công/g;
  const vietnamese = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
  expect(ofPath(sentencesOf('en'), (text) => vietnamese.test(text.replace(names, '')))).toEqual([]);
});

it('names the five categories in Vietnamese exactly as the decree does', () => {
  expect(catalogue.vi.shell.categories).toEqual([
    'Hài lòng với dịch vụ',
    'Hài lòng về thái độ phục vụ',
    'Không hài lòng về nghiệp vụ nhân viên',
    'Không hài lòng về thời gian giao dịch',
    'Ý kiến góp ý',
  ]);
});

it('has a name for everything that the centre writes to its audit log and for every alarm', () => {
  const centre = new URL('../../sync/centre/', import.meta.url);
  const files = readdirSync(centre, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const text = files
    .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), centre), 'utf8'))
    .join('\n');
  const noted = [...text.matchAll(/\bnote\([^;]*?'([a-z-]+\/[a-z-]+)'/g)].map(([, action]) => action ?? '');
  expect(noted.length).toBeGreaterThan(25);
  for (const language of languages) {
    const { admin, alarms, period } = catalogue[language];
    expect(noted.filter((action) => !(action in admin.audit.actions))).toEqual([]);
    const ofPeriods = noted.filter((action) => action.startsWith('period/'));
    expect(ofPeriods.filter((action) => !(action in period.history.actions))).toEqual([]);
    expect(alarmCodes.filter((code) => !(code in alarms.names) || !(code in alarms.tasks))).toEqual([]);
  }
});
