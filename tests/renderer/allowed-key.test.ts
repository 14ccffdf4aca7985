import { describe, expect, it } from 'vitest';
import { isAllowedKey, isPanelKey, type KeyDown } from '../../kiosk-app/renderer/lock/allowed-key.ts';

const down = (key: string, more: Partial<KeyDown & { repeat: boolean }> = {}) => ({
  key,
  code: key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  ...more,
});

describe('what a key may do in the browser', () => {
  it('is to move the focus and to press what has it', () => {
    for (const key of ['Tab', 'Enter', ' ', 'Escape']) expect(isAllowedKey(down(key), false)).toBe(true);
  });

  it('is to write in the field, and only there', () => {
    for (const key of ['a', 'ă', '7', 'Backspace', 'ArrowLeft']) {
      expect(isAllowedKey(down(key), true)).toBe(true);
      expect(isAllowedKey(down(key), false)).toBe(false);
    }
  });

  it('is nothing else, with or without a modifier', () => {
    for (const key of ['F1', 'F5', 'F11', 'F12', 'ContextMenu', 'BrowserBack', 'PrintScreen', 'Alt', 'Meta'])
      expect(isAllowedKey(down(key), true)).toBe(false);
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey'] as const)
      for (const key of ['a', 'p', 'Tab', 'Escape', ' '])
        expect(isAllowedKey(down(key, { [modifier]: true }), true)).toBe(false);
    expect(isAllowedKey(down('Escape', { shiftKey: true }), false)).toBe(false);
  });
});

describe('a key that may be a button', () => {
  const citizen = { isInField: false, hasTypingPanel: false };

  it('goes to the kiosk unless it moves the focus, repeats or carries a modifier', () => {
    expect(isPanelKey(down('3'), citizen)).toBe(true);
    expect(isPanelKey(down('F13'), citizen)).toBe(true);
    expect(isPanelKey(down('Tab'), citizen)).toBe(false);
    expect(isPanelKey(down('3', { repeat: true }), citizen)).toBe(false);
    expect(isPanelKey(down('3', { ctrlKey: true }), citizen)).toBe(false);
    expect(isPanelKey(down('Unidentified', { code: '' }), citizen)).toBe(false);
  });

  it('is a letter in the comment field, unless a keypad that types is part of the kiosk', () => {
    expect(isPanelKey(down('3'), { isInField: true, hasTypingPanel: false })).toBe(false);
    expect(isPanelKey(down('3'), { isInField: true, hasTypingPanel: true })).toBe(true);
  });
});
