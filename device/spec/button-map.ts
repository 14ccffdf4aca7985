import { type ButtonIndex, isButtonIndex } from '../panel.ts';
import { asRecord, bad, good, type Parsed } from './parsed.ts';

export interface ButtonCode<Code> {
  readonly button: ButtonIndex;
  readonly code: Code;
}

/** Which code is which button. A button may have several codes, and a small box fewer than five buttons. */
export type ButtonMap<Code> = readonly ButtonCode<Code>[];

export interface CodeForm<Code> {
  /** Undefined when the text is no such code. */
  readonly parse: (text: string) => Code | undefined;
  readonly format: (code: Code) => string;
  /** Whether a press of one can be taken for a press of the other. */
  readonly isSame: (a: Code, b: Code) => boolean;
  /** What a code looks like, for the one who reads the message. */
  readonly example: string;
}

const badMap = (message: string) => bad('panel/bad-map', message);

/** Reads `{"1": "code", "2": ["code", "other code"], …}`. */
export const parseButtonMap = <Code>(raw: unknown, form: CodeForm<Code>): Parsed<ButtonMap<Code>> => {
  const record = asRecord(raw);
  if (!record || Object.keys(record).length === 0) {
    return badMap(`"buttons" says which code is which button, like {"1": "${form.example}"}`);
  }
  const map: ButtonCode<Code>[] = [];
  for (const [key, value] of Object.entries(record)) {
    const button = Number(key);
    if (!/^[0-9]$/.test(key) || !isButtonIndex(button))
      return badMap(`there is no button ${JSON.stringify(key)}`);
    for (const text of Array.isArray(value) ? value : [value]) {
      const code = typeof text === 'string' && text !== '' ? form.parse(text) : undefined;
      if (code === undefined) {
        return badMap(
          `${JSON.stringify(text)} is no code for button ${button}; one looks like ${form.example}`,
        );
      }
      const taken = map.find((other) => form.isSame(other.code, code));
      if (taken) {
        return badMap(
          taken.button === button
            ? `button ${button} has the code ${form.format(code)} twice`
            : `buttons ${taken.button} and ${button} are both on ${form.format(code)}: give each a code of its own`,
        );
      }
      map.push({ button, code });
    }
  }
  return good(map);
};

/** The other way round, for a map that was learnt. */
export const formatButtonMap = <Code>(
  map: ButtonMap<Code>,
  form: CodeForm<Code>,
): Record<string, string | string[]> =>
  Object.fromEntries(
    [...Map.groupBy(map, ({ button }) => button)].map(([button, codes]) => {
      const texts = codes.map(({ code }) => form.format(code));
      return [String(button), texts.length === 1 && texts[0] !== undefined ? texts[0] : texts];
    }),
  );
