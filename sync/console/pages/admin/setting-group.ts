import type { SettingsWords } from '../../words/vi/settings.ts';
import type { ShellWords } from '../../words/vi/shell.ts';

export interface SettingContext {
  readonly words: SettingsWords;
  readonly shell: ShellWords;
  /** The departments in force, for whom each has its own contact. */
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

export interface FieldSpec {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'lines' | 'number' | 'time' | 'choice';
  readonly hint?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

/** What stands in the fields, by their names. */
export type Texts = Readonly<Record<string, string>>;
export type Parsed<V> =
  | { readonly ok: true; readonly value: V }
  | { readonly ok: false; readonly field: string; readonly problem: string };

/** One setting: how it is read on the page, typed, and understood. */
export interface SettingGroup<V> {
  /** Its fields belong together two by two. */
  readonly isPaired?: boolean;
  rows(value: V, context: SettingContext): readonly (readonly [name: string, text: string])[];
  fields(context: SettingContext): readonly FieldSpec[];
  read(value: V, context: SettingContext): Texts;
  parse(texts: Texts, context: SettingContext): Parsed<V>;
}

export const textOf = (texts: Texts, name: string): string => (texts[name] ?? '').trim();
export const linesOf = (texts: Texts, name: string): readonly string[] =>
  textOf(texts, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whole numbers by field, or the first field that is none. */
export const readNumbers = <K extends string>(
  texts: Texts,
  fields: readonly { readonly name: K; readonly label: string }[],
  wrong: (label: string) => string,
): Parsed<Readonly<Record<K, number>>> => {
  const value: Partial<Record<K, number>> = {};
  for (const { name, label } of fields) {
    const text = textOf(texts, name);
    if (!/^\d{1,7}$/.test(text)) return { ok: false, field: name, problem: wrong(label) };
    value[name] = Number(text);
  }
  return { ok: true, value: value as Record<K, number> };
};
