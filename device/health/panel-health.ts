import type { ButtonFault, ButtonIndex, PanelCounters, PanelHealth, PanelProblem } from '../panel.ts';
import { buttonIndices } from '../panel.ts';

export const faultProblem = (button: ButtonIndex, fault: ButtonFault): PanelProblem => {
  switch (fault) {
    case 'stuck':
      return {
        code: 'panel/button-stuck',
        message: `button ${button} does not come up again: free it or change its switch; the others work`,
      };
    case 'chattering':
      return {
        code: 'panel/button-chattering',
        message: `button ${button} presses by itself: change its switch or its cable; the others work`,
      };
  }
};

export interface ButtonNow {
  readonly isDown: boolean;
  readonly fault: ButtonFault | undefined;
}

/** `read` tells of one button; `more` are problems of the panel as a whole. */
export const panelHealth = (
  counters: PanelCounters,
  read: (button: ButtonIndex) => ButtonNow | undefined,
  more: readonly PanelProblem[] = [],
): PanelHealth => {
  const buttons = buttonIndices.map((button) => {
    const now = read(button);
    const presses = counters[`press${button}`] ?? 0;
    const fault = now?.fault === undefined ? {} : { fault: now.fault };
    return { button, presses, isDown: now?.isDown ?? false, ...fault };
  });
  const problems = buttons.flatMap(({ button, fault }) => (fault ? [faultProblem(button, fault)] : []));
  return { buttons, problems: [...problems, ...more] };
};
