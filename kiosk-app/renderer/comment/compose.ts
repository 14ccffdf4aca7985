import {
  type Letter,
  letterText,
  type Mark,
  nucleusOf,
  parseSyllable,
  plainVowelGroups,
  type Syllable,
  syllableText,
  type Tone,
  vowelGroups,
} from './syllable.ts';

export type TypingMethod = 'telex' | 'vni';

type Meaning =
  | { readonly to: 'tone'; readonly tone: Tone }
  | { readonly to: 'mark'; readonly mark: Mark; readonly on: readonly string[] }
  | { readonly to: 'stroke' };

const telex: Readonly<Record<string, Meaning>> = {
  s: { to: 'tone', tone: 1 },
  f: { to: 'tone', tone: 2 },
  r: { to: 'tone', tone: 3 },
  x: { to: 'tone', tone: 4 },
  j: { to: 'tone', tone: 5 },
  z: { to: 'tone', tone: 0 },
  a: { to: 'mark', mark: '^', on: ['a'] },
  e: { to: 'mark', mark: '^', on: ['e'] },
  o: { to: 'mark', mark: '^', on: ['o'] },
  w: { to: 'mark', mark: '+', on: ['a', 'o', 'u'] },
  d: { to: 'stroke' },
};

const vni: Readonly<Record<string, Meaning>> = {
  '1': { to: 'tone', tone: 1 },
  '2': { to: 'tone', tone: 2 },
  '3': { to: 'tone', tone: 3 },
  '4': { to: 'tone', tone: 4 },
  '5': { to: 'tone', tone: 5 },
  '0': { to: 'tone', tone: 0 },
  '6': { to: 'mark', mark: '^', on: ['a', 'e', 'o'] },
  '7': { to: 'mark', mark: '+', on: ['o', 'u'] },
  '8': { to: 'mark', mark: '(', on: ['a'] },
  '9': { to: 'stroke' },
};

const methods: Readonly<Record<TypingMethod, Readonly<Record<string, Meaning>>>> = { telex, vni };

const textOf = (letters: readonly Letter[]): string => letters.map(letterText).join('');
const withMark = (letters: readonly Letter[], at: number, mark: Mark): readonly Letter[] =>
  letters.map((letter, i) => (i === at ? { ...letter, mark } : letter));
/** One horn key stands for two marks: a takes the breve. */
const markFor = (mark: Mark, base: string): Mark => (mark === '+' && base === 'a' ? '(' : mark);

/** Both letters of `uo` take the horn together, except in huơ, thuở, khuơ, where nothing follows. */
const hornPair = (letters: readonly Letter[], from: number, to: number): readonly Letter[] | undefined => {
  if (letters[from]?.base !== 'u' || letters[from + 1]?.base !== 'o') return undefined;
  const isOpen = to === letters.length && to === from + 2;
  const both = withMark(letters, from + 1, '+');
  return isOpen && letters[from - 1]?.base === 'h' ? both : withMark(both, from, '+');
};

const setMark = (syllable: Syllable, mark: Mark, on: readonly string[]): Syllable | 'undo' | undefined => {
  const nucleus = nucleusOf(syllable);
  if (!nucleus) return undefined;
  const { from, to } = nucleus;
  const { letters } = syllable;
  const group = letters.slice(from, to);
  const isMarked = group.some(
    (letter) => on.includes(letter.base) && letter.mark === markFor(mark, letter.base),
  );
  const isPair = mark === '+' && group[0]?.base === 'u' && group[1]?.base === 'o';
  const isWhole = isPair && group[0]?.mark === '+' && group[1]?.mark === '+';
  if (isMarked && (!isPair || isWhole)) return 'undo';
  if (isPair) {
    const next = hornPair(letters, from, to);
    if (next && textOf(next) !== textOf(letters)) return { ...syllable, letters: next };
    return isMarked ? 'undo' : undefined;
  }
  for (const base of on) {
    const at = group.findIndex((letter) => letter.base === base);
    if (at < 0) continue;
    const next = withMark(letters, from + at, markFor(mark, base));
    if (vowelGroups.has(textOf(next.slice(from, to)))) return { ...syllable, letters: next };
  }
  return undefined;
};

const setTone = (syllable: Syllable, tone: Tone): Syllable | 'undo' | undefined => {
  const nucleus = nucleusOf(syllable);
  if (!nucleus) return undefined;
  const group = textOf(syllable.letters.slice(nucleus.from, nucleus.to));
  if (!vowelGroups.has(group) && !plainVowelGroups.has(group.normalize('NFD').replace(/\p{M}/gu, '')))
    return undefined;
  if (tone === 0) return syllable.tone === 0 ? undefined : { ...syllable, tone };
  return syllable.tone === tone ? 'undo' : { ...syllable, tone };
};

const setStroke = (syllable: Syllable): Syllable | 'undo' | undefined => {
  const first = syllable.letters[0];
  if (first?.base !== 'd' || syllable.letters[1]?.base === 'd') return undefined;
  if (first.mark === '-') return 'undo';
  return { ...syllable, letters: withMark(syllable.letters, 0, '-') };
};

/** A half-marked `ưo` or `uơ` becomes `ươ` as soon as something follows it. */
const closePair = (syllable: Syllable, next: string): Syllable => {
  const nucleus = nucleusOf(syllable);
  if (!nucleus || nucleus.to !== syllable.letters.length || !/[a-z]/.test(next)) return syllable;
  const [u, o] = syllable.letters.slice(nucleus.from, nucleus.to);
  if (nucleus.to - nucleus.from !== 2 || u?.base !== 'u' || o?.base !== 'o') return syllable;
  if ((u.mark === '+') === (o.mark === '+') || /[aeoy]/.test(next)) return syllable;
  const letters = withMark(withMark(syllable.letters, nucleus.from, '+'), nucleus.from + 1, '+');
  return { ...syllable, letters };
};

const undo = (syllable: Syllable, meaning: Meaning): Syllable => {
  if (meaning.to === 'tone') return { ...syllable, tone: 0 };
  const isUndone = (letter: Letter): boolean =>
    meaning.to === 'stroke'
      ? letter.mark === '-'
      : meaning.on.includes(letter.base) && letter.mark === markFor(meaning.mark, letter.base);
  return {
    ...syllable,
    letters: syllable.letters.map((letter) => (isUndone(letter) ? { ...letter, mark: '' } : letter)),
  };
};

const apply = (syllable: Syllable, meaning: Meaning): Syllable | 'undo' | undefined => {
  switch (meaning.to) {
    case 'tone':
      return setTone(syllable, meaning.tone);
    case 'mark':
      return setMark(syllable, meaning.mark, meaning.on);
    case 'stroke':
      return setStroke(syllable);
    default:
      return meaning satisfies never;
  }
};

/**
 * What the word before the caret becomes when `key` (one character) is typed after it. Marks and tones may come anywhere in the
 * word, as people type them; typing one a second time takes it back and writes the key itself.
 */
export const composeKey = (method: TypingMethod, word: string, key: string): string => {
  const lower = key.toLowerCase();
  const meaning = methods[method][lower];
  const syllable = parseSyllable(word);
  if (!syllable) return word + key;
  if (meaning) {
    const next = apply(syllable, meaning);
    if (next === 'undo') return syllableText(undo(syllable, meaning)) + key;
    if (next) return syllableText(next);
    // Telex: a w that finds no vowel is the vowel itself (tw, chw).
    if (method === 'telex' && lower === 'w' && nucleusOf(syllable) === undefined && !/[aeiouy]/i.test(word))
      return syllableText(syllable) + (key === lower ? 'ư' : 'Ư');
  }
  const typed = parseSyllable(key);
  if (!typed) return word + key;
  const closed = closePair(syllable, lower);
  return syllableText({ tone: syllable.tone, letters: [...closed.letters, ...typed.letters] });
};
