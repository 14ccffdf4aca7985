import type { Language } from '../../contract/snapshot.ts';
import type { TypingMethod } from './compose.ts';

export type Layer = 'letters' | 'capitals' | 'digits';

/** Rows of keys, separated by spaces; `{name}` is a key that does something else than write itself. */
export type Layers = Readonly<Record<Layer, readonly string[]>>;

const latinCapitals = ['Q W E R T Y U I O P', 'A S D F G H J K L {bksp}', '{shift} Z X C V B N M , .'];
const latinLetters = ['q w e r t y u i o p', 'a s d f g h j k l {bksp}', '{shift} z x c v b n m , .'];
const numberRow = '1 2 3 4 5 6 7 8 9 0';
const latinSigns = [numberRow, '- / : ; ( ) % " \' {bksp}', '! ? + = * # & … , .'];
const latinFoot = '{digits} {space} {send}';
const vietnameseFoot = '{digits} {method} {space} {send}';

const latin = (foot: string): Layers => ({
  letters: [...latinLetters, foot],
  capitals: [...latinCapitals, foot],
  digits: [...latinSigns, foot],
});

// VNI writes its marks with digits, so they stand above the letters; a fifth row makes every key a little lower.
const vni: Layers = {
  letters: [numberRow, ...latinLetters, vietnameseFoot],
  capitals: [numberRow, ...latinCapitals, vietnameseFoot],
  digits: latin(vietnameseFoot).digits,
};

/**
 * Khmer after the NiDA layout (KBDKHMR), whose thirteen columns are folded into ten: the frequent ones of the outer columns
 * stand in the foot row, the rare ones with the digits.
 */
const khmer: Layers = {
  letters: [
    'ឆ ឹ េ រ ត យ ុ ិ ោ ផ',
    'ា ស ដ ថ ង ហ ្ ក ល {bksp}',
    '{shift} ឋ ខ ច វ ប ន ម ុំ ។',
    '{digits} ើ ៀ {space} ់ {send}',
  ],
  capitals: [
    'ឈ ឺ ែ ឬ ទ ួ ូ ី ៅ ភ',
    'ាំ ៃ ឌ ធ អ ះ ញ គ ឡ {bksp}',
    '{shift} ឍ ឃ ជ េះ ព ណ ំ ុះ ៕',
    '{digits} ោះ ឿ {space} ៉ {send}',
  ],
  digits: [
    '១ ២ ៣ ៤ ៥ ៦ ៧ ៨ ៩ ០',
    'ឥ ឧ ឪ ឯ ឱ ឲ ៗ ៖ ៊ {bksp}',
    '៍ ័ ៏ ៌ ឮ ឭ ( ) ? !',
    '{digits} ៛ ៈ {space} . {send}',
  ],
};

export const layersFor = (language: Language, method: TypingMethod): Layers => {
  if (language === 'km') return khmer;
  if (language === 'en') return latin(latinFoot);
  return method === 'vni' ? vni : latin(vietnameseFoot);
};

const telexHints: Readonly<Record<string, string>> = {
  w: 'ư ơ',
  e: 'ê',
  r: 'ả',
  o: 'ô',
  a: 'â',
  s: 'á',
  d: 'đ',
  f: 'à',
  j: 'ạ',
  x: 'ã',
};
const vniHints: Readonly<Record<string, string>> = {
  '1': 'á',
  '2': 'à',
  '3': 'ả',
  '4': 'ã',
  '5': 'ạ',
  '6': 'â ê ô',
  '7': 'ư ơ',
  '8': 'ă',
  '9': 'đ',
};

/** What a key also writes, shown small in its corner for those who never learned the method. */
export const hintsFor = (
  language: Language,
  method: TypingMethod,
  layer: Layer,
): Readonly<Record<string, string>> => {
  if (language !== 'vi' || layer === 'digits') return {};
  if (method === 'vni') return vniHints;
  if (layer === 'letters') return telexHints;
  return Object.fromEntries(
    Object.entries(telexHints).map(([key, hint]) => [key.toUpperCase(), hint.toUpperCase()]),
  );
};

/** A combining sign needs something to sit on to be seen. */
export const keyLabel = (key: string): string => (/^\p{M}/u.test(key) ? `\u25cc${key}` : key);
