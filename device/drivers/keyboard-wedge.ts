import { createButtonPanel } from './button-panel.ts';
import type { OpenPanel } from './drivers.ts';

/**
 * A keypad that types into the window. There is no device to open: the window hands its keys in through `key`, and nobody can
 * say whether the keypad is plugged in, so the link is always up.
 */
export const openKeyboardWedge: OpenPanel<'keyboard-wedge'> = (spec, deps) => {
  const buttons = createButtonPanel(deps);
  let isClosed = false;
  const panel = buttons.panel('keyboard-wedge', async () => {
    isClosed = true;
  });
  deps.listener.status({ link: 'up', path: 'window' });
  return {
    ...panel,
    key: (code, identity) => {
      const found = spec.buttons.find((entry) => entry.code === code);
      if (found === undefined || isClosed) return false;
      buttons.counters.add('frames');
      buttons.pulse(found.button, identity);
      return true;
    },
  };
};
