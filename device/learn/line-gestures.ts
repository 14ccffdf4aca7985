import { decodePanelLine } from '../protocol/decode.ts';
import type { Gesture, LearntButton } from './learn-machine.ts';

/** What a box sent between two silences, one character a byte. */
export type Burst = string;

const delimiters = ['\r\n', '\n', '\r'] as const;

/** The line end of a box, from all that it said; undefined where it says bytes without any. */
export const delimiterOf = (bursts: readonly Burst[]): string | undefined =>
  delimiters.find((delimiter) => bursts.every((burst) => burst.endsWith(delimiter)));

/** True when our own panel is talking. */
export const isMotchamLine = (text: string): boolean =>
  text.split(/\r?\n/).some((line) => decodePanelLine(line).ok);

/** A button held on a box that repeats: the same bytes again and again are one word. */
const shortestPeriod = (text: string): string => {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (text.length % length === 0 && unit.repeat(text.length / length) === text) return unit;
  }
  return text;
};

/** What a burst says: the first of its lines (what comes after it is the release), or its bytes. */
export const wordOf = (burst: Burst): { readonly word: string; readonly delimiter: string | undefined } => {
  const delimiter = delimiterOf([burst]);
  if (delimiter === undefined) return { word: shortestPeriod(burst), delimiter };
  const word = burst.split(delimiter).find((line) => line !== '') ?? '';
  return { word, delimiter };
};

const shown = (word: string, delimiter: string | undefined): string =>
  delimiter === undefined ? Buffer.from(word, 'latin1').toString('hex') : JSON.stringify(word);

export const lineGesture = (burst: Burst): Gesture<Burst> | undefined => {
  const { word, delimiter } = wordOf(burst);
  return word === '' ? undefined : { kind: 'one', id: shown(word, delimiter), raw: burst };
};

const escapeWildcards = (word: string): string | undefined => (/[*?]/.test(word) ? undefined : word);

export interface LearntLines {
  readonly delimiter: string;
  readonly buttons: Readonly<Record<string, string>>;
}

/** The map of all buttons together, as a specification writes it. Undefined where the words cannot be told apart. */
export const linesOf = (learnt: readonly LearntButton<Burst>[]): LearntLines | undefined => {
  const delimiter = delimiterOf(learnt.map(({ raw }) => raw));
  const entries = learnt.map(({ button, raw }): [string, string] | undefined => {
    if (delimiter === undefined) {
      const pairs = Buffer.from(shortestPeriod(raw), 'latin1').toString('hex').match(/../g) ?? [];
      return [String(button), pairs.join(' ')];
    }
    const word = escapeWildcards(raw.split(delimiter).find((line) => line !== '') ?? '');
    return word === undefined ? undefined : [String(button), word];
  });
  const known = entries.filter((entry) => entry !== undefined);
  if (known.length < entries.length || new Set(known.map(([, code]) => code)).size < known.length)
    return undefined;
  return { delimiter: delimiter ?? 'none', buttons: Object.fromEntries(known) };
};
