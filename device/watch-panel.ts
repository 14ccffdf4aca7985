import { openPanel } from './open-panel.ts';
import type { Clock, LinkStatus, Panel } from './panel.ts';
import type { PanelSpec } from './spec/panel-spec.ts';

const statusLine = (status: LinkStatus): string => {
  switch (status.link) {
    case 'connecting':
      return 'connecting';
    case 'up':
      return `up: ${status.path}`;
    case 'down':
      return `down: ${status.problem.message} (${status.problem.code})`;
  }
};

/**
 * Shows what a panel does, line by line. It records nothing and so acknowledges nothing: a panel that waits for an
 * acknowledgement keeps its presses for the kiosk.
 */
export const watchPanel = (spec: PanelSpec, clock: Clock, print: (line: string) => void): Panel =>
  openPanel(spec, {
    clock,
    listener: {
      press: ({ button, identity }) =>
        print(`button ${button}${identity === undefined ? '' : ` (${identity}, not acknowledged)`}`),
      status: (status) => print(statusLine(status)),
      health: ({ problems }) => {
        for (const { message } of problems) print(message);
        if (problems.length === 0) print('all buttons are well again');
      },
    },
    log: { info: () => {}, warn: () => {} },
  });
