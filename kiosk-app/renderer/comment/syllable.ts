/** Marks that change a letter: circumflex, breve, horn, stroke. */
export type Mark = '' | '^' | '(' | '+' | '-';

export interface Letter {
  /** Lower case, without any mark. */
  readonly base: string;
  readonly mark: Mark;
  readonly isUpper: boolean;
}

/** 0 none, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng: the digits of VNI. */
export type Tone = 0 | 1 | 2 | 3 | 4 | 5;

/** A Vietnamese syllable as it is typed: its letters, and one tone that finds its own place. */
export interface Syllable {
  readonly letters: readonly Letter[];
  readonly tone: Tone;
}

const tones = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'] as const;
const marks: Readonly<Record<Mark, string>> = {
  '': '',
  '^': '\u0302',
  '(': '\u0306',
  '+': '\u031b',
  '-': '',
};
const vowels = new Set('aeiouy');

// Every vowel group of Vietnamese, as Telex writes them without tone: what a mark may lead to.
const written =
  'a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi oo ua uâ uê ui uô uơ uy ưa ưi ươ ưu yê ' +
  'iêu yêu oai oao oay oeo uây uôi uya uyê uyu ươi ươu';
export const vowelGroups: ReadonlySet<string> = new Set(written.split(' '));
const strip = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');
/** The same groups before their marks are typed. */
export const plainVowelGroups: ReadonlySet<string> = new Set(written.split(' ').map(strip));

const initials = new Set(' b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x'.split(' '));
const finals = new Set(' c ch k m n ng nh p t'.split(' '));

export const letterText = (letter: Letter): string =>
  letter.mark === '-' ? 'đ' : (letter.base + marks[letter.mark]).normalize('NFC');

/** Reads composed text; undefined when it holds anything but letters. */
export const parseSyllable = (text: string): Syllable | undefined => {
  const letters: Letter[] = [];
  let tone: Tone = 0;
  for (const char of text.normalize('NFD')) {
    const last = letters.at(-1);
    const toneHere = tones.indexOf(char as (typeof tones)[number]);
    const markHere = (['^', '(', '+'] as const).find((mark) => marks[mark] === char);
    if (toneHere > 0) tone = toneHere as Tone;
    else if (markHere && last) letters[letters.length - 1] = { ...last, mark: markHere };
    else if (/^\p{L}$/u.test(char)) {
      const lower = char.toLowerCase();
      const isStroke = lower === 'đ';
      letters.push({ base: isStroke ? 'd' : lower, mark: isStroke ? '-' : '', isUpper: lower !== char });
    } else return undefined;
  }
  return { letters, tone };
};

export interface Nucleus {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the vowels stand; undefined when the letters are no Vietnamese syllable. The u of `qu` and the i of `gi` before another
 * vowel belong to the consonant.
 */
export const nucleusOf = ({ letters }: Syllable): Nucleus | undefined => {
  const isVowel = (i: number): boolean => vowels.has(letters[i]?.base ?? '');
  let from = letters.findIndex((_, i) => isVowel(i));
  if (from < 0) return undefined;
  const before = letters[from - 1]?.base;
  const here = letters[from];
  if (before === 'q' && here?.base === 'u') from += 1;
  else if (before === 'g' && from === 1 && here?.base === 'i' && isVowel(from + 1)) from += 1;
  if (!isVowel(from)) return undefined;
  let to = from;
  while (isVowel(to)) to += 1;
  const text = (some: readonly Letter[]): string => some.map(letterText).join('');
  if (!initials.has(text(letters.slice(0, from))) || !finals.has(text(letters.slice(to)))) return undefined;
  return { from, to };
};

/** The letter that carries the tone, by the older and more common rule: hòa, thúy, but hoàn, thuở. */
const toneIndex = (syllable: Syllable, { from, to }: Nucleus): number => {
  const { letters } = syllable;
  for (let i = to - 1; i >= from; i -= 1) if (letters[i]?.mark) return i;
  const length = to - from;
  if (length === 1) return from;
  if (length === 3) return from + 1;
  return to < letters.length ? from + 1 : from;
};

/** The syllable as text, composed (NFC). */
export const syllableText = (syllable: Syllable): string => {
  const nucleus = syllable.tone === 0 ? undefined : nucleusOf(syllable);
  // Letters that stopped being a syllable keep their tone where a reader would expect it least wrong: on the last vowel.
  const last = syllable.letters.findLastIndex((letter) => vowels.has(letter.base));
  const at = nucleus ? toneIndex(syllable, nucleus) : last;
  return syllable.letters
    .map((letter, i) => {
      const text = (letterText(letter) + (i === at ? tones[syllable.tone] : '')).normalize('NFC');
      return letter.isUpper ? text.toUpperCase() : text;
    })
    .join('');
};
