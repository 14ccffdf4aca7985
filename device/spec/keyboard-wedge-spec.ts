import { type ButtonMap, type CodeForm, formatButtonMap, parseButtonMap } from './button-map.ts';
import { good, type Parsed, type RawSpec } from './parsed.ts';

/** A keypad whose keys the window receives, as any keyboard's; a button is the `code` of a `KeyboardEvent`. */
export interface KeyboardWedgeSpec {
  readonly profile: 'keyboard-wedge';
  readonly buttons: ButtonMap<string>;
}

export const keyCodes: CodeForm<string> = {
  parse: (text) => (/^[A-Za-z][A-Za-z0-9]{0,31}$/.test(text) ? text : undefined),
  format: (code) => code,
  isSame: (a, b) => a === b,
  example: 'Numpad1 (a KeyboardEvent.code)',
};

const digits = Object.fromEntries(
  ['1', '2', '3', '4', '5'].map((key) => [key, [`Numpad${key}`, `Digit${key}`]]),
);

export const parseKeyboardWedge = (raw: RawSpec): Parsed<KeyboardWedgeSpec> => {
  const buttons = parseButtonMap(raw.buttons ?? digits, keyCodes);
  return buttons.ok ? good({ profile: 'keyboard-wedge', buttons: buttons.value }) : buttons;
};

export const formatKeyboardWedge = ({ buttons }: KeyboardWedgeSpec): RawSpec => ({
  profile: 'keyboard-wedge',
  buttons: formatButtonMap(buttons, keyCodes),
});
