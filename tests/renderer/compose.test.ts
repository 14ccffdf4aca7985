import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeKey, type TypingMethod } from '../../kiosk-app/renderer/comment/compose.ts';
import { parseSyllable, syllableText } from '../../kiosk-app/renderer/comment/syllable.ts';

const type = (method: TypingMethod, keys: string): string =>
  keys
    .split(' ')
    .map((word) => [...word].reduce((text, key) => composeKey(method, text, key), ''))
    .join(' ');

const text =
  'Nên có thêm ghế ngồi cho người lớn tuổi Thủ tục hành chính còn chậm quá mong cải thiện hướng dẫn rõ ràng hơn ' +
  'Cán bộ nhiệt tình vui vẻ đường xá nghiêng ngả khuỷu tay thuở xưa huơ quờ quạng giặt giũ gìn giữ quyển sách ' +
  'oái oăm xoáy khuya khoắt loằng ngoằng hươu rượu mưa nửa đêm hòa bình thúy hoàn toàn toán khoẻo ngoéo yêu kiều ' +
  'uống nước nhớ nguồn bưởi chuối mười tươi cứu hưu trí Đắk Lắk ĐỒNG THÁP Điện Biên';
const words = [...new Set(text.split(' '))];

const toneKeys = { telex: ['', 's', 'f', 'r', 'x', 'j'], vni: ['', '1', '2', '3', '4', '5'] } as const;

/** How a person types a word: letters with their marks, and the tone key at `toneAt` letters after its vowel. */
const strokes = (word: string, method: TypingMethod, style: 'at-once' | 'at-the-end'): string => {
  const syllable = parseSyllable(word);
  if (!syllable) throw new Error(word);
  const markKey = (mark: string, base: string): string => {
    if (mark === '') return '';
    if (method === 'vni') return { '^': '6', '(': '8', '+': '7', '-': '9' }[mark] ?? '';
    return { '^': base, '(': 'w', '+': 'w', '-': 'd' }[mark] ?? '';
  };
  const tone = toneKeys[method][syllable.tone] ?? '';
  const plain = syllable.letters.map((l) => (l.isUpper ? l.base.toUpperCase() : l.base));
  const marksAtEnd = syllable.letters.map((l) => markKey(l.mark, l.base)).join('');
  // The two horns of ươ are one key when it comes after both.
  if (style === 'at-the-end') return plain.join('') + marksAtEnd.replace('ww', 'w').replace('77', '7') + tone;
  return syllable.letters.map((l, i) => plain[i] + markKey(l.mark, l.base)).join('') + tone;
};

describe.each(['telex', 'vni'] as const)('typing %s', (method) => {
  it('writes every word of a text, with marks typed where they stand', () => {
    const wrong = words.filter((word) => type(method, strokes(word, method, 'at-once')) !== word);
    expect(wrong).toEqual([]);
  });

  it('writes every word with marks and tone typed at the end', () => {
    const wrong = words
      .map((word) => [word, type(method, strokes(word, method, 'at-the-end'))] as const)
      .filter(([word, got]) => got !== word);
    expect(wrong).toEqual([]);
  });

  it('never loses a letter or breaks, whatever is typed', () => {
    const keys = fc.string({
      unit: fc.constantFrom(...'aeiouydwsfrxjzbcghnmpqt0123456789AD'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(keys, (typed) => {
        const result = type(method, typed);
        expect(result).toBe(result.normalize('NFC'));
        expect(result.length).toBeLessThanOrEqual(typed.length);
      }),
    );
  });
});

describe('Telex as people type it', () => {
  it.each([
    ['Toois ddi hocj', 'Tối đi học'],
    ['nguwowif', 'người'],
    ['nguoiwf', 'người'],
    ['ddoongf', 'đồng'],
    ['dinhd', 'đinh'],
    ['thuowngf', 'thường'],
    ['cuwongs', 'cướng'],
    ['hoaf', 'hòa'],
    ['hoafn', 'hoàn'],
    ['tw', 'tư'],
    ['chw', 'chư'],
    ['quyeenf', 'quyền'],
    ['giaf', 'già'],
    ['gif', 'gì'],
    ['khoeo', 'khoeo'],
    ['toans', 'toán'],
  ])('%s is %s', (keys, expected) => {
    expect(type('telex', keys)).toBe(expected);
  });

  it('takes a mark or a tone back when its key is typed again', () => {
    expect(type('telex', 'ass')).toBe('as');
    expect(type('telex', 'aaa')).toBe('aa');
    expect(type('telex', 'aww')).toBe('aw');
    expect(type('telex', 'ddd')).toBe('dd');
    expect(type('telex', 'asz')).toBe('a');
    expect(type('vni', 'a11')).toBe('a1');
    expect(type('vni', 'd99')).toBe('d9');
  });

  it('changes one mark or tone into another', () => {
    expect(type('telex', 'aaw')).toBe('ă');
    expect(type('telex', 'awa')).toBe('â');
    expect(type('telex', 'asf')).toBe('à');
  });

  it('leaves digits and foreign words alone', () => {
    expect(type('vni', '2026')).toBe('2026');
    expect(type('telex', 'facebook')).toBe('facebook');
    expect(type('telex', 'tonas')).toBe('tonas');
  });
});

describe('a syllable', () => {
  it('reads what it writes', () => {
    for (const word of words) {
      const syllable = parseSyllable(word);
      expect(syllable && syllableText(syllable)).toBe(word);
    }
  });
});
