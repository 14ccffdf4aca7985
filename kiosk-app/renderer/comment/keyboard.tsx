import { useEffect, useRef } from 'react';
import SimpleKeyboard from 'simple-keyboard';
import type { Language } from '../../contract/snapshot.ts';
import type { Words } from '../words/words.ts';
import type { TypingMethod } from './compose.ts';
import { hintsFor, keyLabel, type Layer, layersFor } from './layouts.ts';

interface KeyboardProps {
  readonly language: Language;
  readonly method: TypingMethod;
  readonly layer: Layer;
  readonly words: Words;
  /** A character, or the name of a key in braces. */
  readonly onKey: (key: string) => void;
}

// The library sets labels as markup; these two are ours and constant.
const sign = (path: string): string =>
  `<svg class="keyboard-sign" viewBox="0 0 40 32" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
const backspaceSign = sign(
  'M14 4H34A3 3 0 0 1 37 7V25A3 3 0 0 1 34 28H14L3 16ZM19.5 11.500L28.5 20.500M28.5 11.500L19.5 20.5',
);
const shiftSign = sign('M20 3L34 17H26V29H14V17H6Z');

const optionsFor = ({ language, method, layer, words }: Omit<KeyboardProps, 'onKey'>) => {
  const layers = layersFor(language, method);
  const keys = layers[layer].flatMap((row) => row.split(' '));
  const named: Readonly<Record<string, string>> = {
    '{bksp}': words.keyboard.backspace,
    '{shift}': words.keyboard.shift,
    '{digits}': layer === 'digits' ? words.keyboard.letters : words.keyboard.digits,
    '{method}': `${words.keyboard.method}: ${method === 'telex' ? 'Telex' : 'VNI'}`,
    '{space}': words.keyboard.space,
    '{send}': words.comment.send,
  };
  return {
    layout: { [layer]: [...layers[layer]] },
    layoutName: layer,
    display: {
      ...Object.fromEntries(keys.map((key) => [key, keyLabel(key)])),
      '{bksp}': backspaceSign,
      '{shift}': shiftSign,
      '{digits}': layer === 'digits' ? words.keyboard.letters : words.keyboard.digits,
      '{method}': method === 'telex' ? 'Telex' : 'VNI',
      '{space}': words.keyboard.space,
      '{send}': words.comment.send,
    },
    buttonAttributes: [
      ...Object.entries(hintsFor(language, method, layer)).map(([buttons, value]) => ({
        attribute: 'data-hint',
        value,
        buttons,
      })),
      ...keys
        .filter((key) => key in named)
        .map((buttons) => ({ attribute: 'aria-label', value: named[buttons] ?? '', buttons })),
      { attribute: 'aria-pressed', value: String(layer === 'capitals'), buttons: '{shift}' },
    ],
  };
};

/** The keyboard on the screen: simple-keyboard draws and presses the keys, what they write is decided elsewhere. */
export const Keyboard = (props: KeyboardProps) => {
  const place = useRef<HTMLDivElement>(null);
  const keyboard = useRef<SimpleKeyboard>(undefined);
  const latest = useRef(props);
  const { language, method, layer, words } = props;
  useEffect(() => {
    latest.current = props;
  });
  // Not for every letter that is written: it draws all its keys anew.
  useEffect(() => {
    keyboard.current?.setOptions(optionsFor({ language, method, layer, words }));
  }, [language, method, layer, words]);
  useEffect(() => {
    if (!place.current) return;
    const made = new SimpleKeyboard(place.current, {
      ...optionsFor(latest.current),
      useButtonTag: true,
      disableButtonHold: true,
      preventMouseDownDefault: true,
      onKeyPress: (key) => latest.current.onKey(key),
    });
    keyboard.current = made;
    // The library answers pointers only; a click without one comes from a keyboard or a switch device.
    const click = (event: MouseEvent): void => {
      const key = event.target instanceof Element && event.target.closest('[data-skbtn]');
      const name = key ? key.getAttribute('data-skbtn') : null;
      if (event.detail === 0 && name) latest.current.onKey(name);
    };
    const element = place.current;
    element.addEventListener('click', click);
    return () => {
      element.removeEventListener('click', click);
      keyboard.current = undefined;
      made.destroy();
    };
  }, []);
  return (
    <section
      className="keyboard"
      aria-label={props.words.keyboard.name}
      data-rows={layersFor(props.language, props.method)[props.layer].length}
    >
      <div ref={place} className="simple-keyboard" lang={props.language} />
    </section>
  );
};
