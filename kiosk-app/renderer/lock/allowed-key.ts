/** A key as a keyboard event tells it. */
export interface KeyDown {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const anywhere = new Set(['Tab', 'Enter', ' ', 'Shift']);
const inField = new Set([
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
]);

const isLetter = (key: string): boolean => [...key].length === 1;

/**
 * Whether the browser may do what it does with this key. A list of what is allowed, because the list of what a browser can be
 * made to do with keys grows with every version.
 */
export const isAllowedKey = (event: KeyDown, isInField: boolean): boolean => {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  // Shift and Escape together open Chromium's task manager, also in kiosk mode.
  if (event.key === 'Escape') return !event.shiftKey;
  if (anywhere.has(event.key)) return true;
  return isInField && (inField.has(event.key) || isLetter(event.key));
};

// Keys that move the focus or press what has it; a keypad that types them cannot be told from a person.
const reserved = new Set([
  'Tab',
  'Enter',
  ' ',
  'Escape',
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
]);

/**
 * Whether a key goes to the kiosk, whose button map may know it as a button of a keypad. In the comment field a key is a letter,
 * unless a keypad that types is part of this kiosk: then a press of the next citizen must not end in somebody's comment.
 */
export const isPanelKey = (
  event: KeyDown & { readonly repeat: boolean },
  where: { readonly isInField: boolean; readonly hasTypingPanel: boolean },
): boolean => {
  if (event.repeat || event.code === '' || reserved.has(event.key)) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  return !where.isInField || where.hasTypingPanel;
};
