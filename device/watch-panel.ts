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

/** What came and was no press, by the counter that tells it: a wrong map must not look like a dead box. */
const others: Readonly<Record<string, string>> = {
  noiseBytes: 'bytes came that are no button: check baud rate and map',
  otherReports: 'reports came that say nothing of the buttons',
  bounces: 'bounces were left out',
  repeats: 'repeats of a held button were left out',
  muted: 'presses of a muted button were left out',
};
const lookEveryMs = 500;

/**
 * Shows what a panel does, line by line. It records nothing and so acknowledges nothing: a panel that waits for an
 * acknowledgement keeps its presses for the kiosk.
 */
export const watchPanel = (spec: PanelSpec, clock: Clock, print: (line: string) => void): Panel => {
  const panel = openPanel(spec, {
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
  let told = panel.counters();
  let cancelLook = (): void => {};
  const look = (): void => {
    cancelLook = clock.after(lookEveryMs, () => {
      const now = panel.counters();
      for (const [name, words] of Object.entries(others)) {
        const more = (now[name] ?? 0) - (told[name] ?? 0);
        if (more > 0) print(`${more} ${words}`);
      }
      told = now;
      look();
    });
  };
  look();
  return {
    ...panel,
    close: () => {
      cancelLook();
      return panel.close();
    },
  };
};
