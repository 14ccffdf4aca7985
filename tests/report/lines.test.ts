import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, type Line } from '../../sync/report/lines.ts';
import { namePhrases } from '../../sync/report/phrases.ts';
import { openTinos } from '../../sync/report/tinos.ts';

const perLetter = (text: string): number => text.length;
const texts = (lines: readonly Line[]): readonly string[] => lines.map((line) => line.text);

describe('lines', () => {
  it('end between phrases while a phrase fits, inside one only when it must', () => {
    const name = namePhrases('Ban Đo lường, Thử nghiệm và Kiểm định');
    expect(texts(breakLines(name, perLetter, 100))).toEqual(['Ban Đo lường, Thử nghiệm và Kiểm định']);
    expect(texts(breakLines(name, perLetter, 26))).toEqual(['Ban Đo lường, Thử nghiệm', 'và Kiểm định']);
    expect(texts(breakLines(name, perLetter, 14))).toEqual(['Ban Đo lường,', 'Thử nghiệm', 'và Kiểm định']);
    expect(texts(breakLines(name, perLetter, 9))).toEqual([
      'Ban Đo',
      'lường,',
      'Thử',
      'nghiệm',
      'và Kiểm',
      'định',
    ]);
  });

  it('are the text again, whatever its width: nothing is cut', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).map((s) => s.replace(/\s/gu, 'ạ'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.integer({ min: 2, max: 40 }), (words, width) => {
        const lines = breakLines(namePhrases(words.join(' ')), perLetter, width);
        const whole = lines.map((line) => line.text + line.glue).join('');
        expect(whole).toBe(namePhrases(words.join(' ')).join(' '));
      }),
    );
  });
});

describe('Tinos', () => {
  it('has the digits and separators that the columns are planned with, and every Vietnamese letter', () => {
    const measure = openTinos();
    const em = (text: string): number => measure('regular', 72 / 25.4)(text) / (text.length * 1);
    for (const digit of '0123456789') expect(em(digit)).toBeCloseTo(0.5, 3);
    expect(em('.')).toBeCloseTo(0.25, 3);
    expect(em(',')).toBeCloseTo(0.25, 3);
    // A letter that the typeface lacks would have the width of its empty box.
    const missing = measure('regular', 12)('\u{10ffff}');
    for (const letter of 'ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẾỆỘỮỲ…–')
      expect(measure('regular', 12)(letter)).not.toBe(missing);
  });
});
