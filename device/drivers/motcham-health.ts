import { panelHealth } from '../health/panel-health.ts';
import type { PanelCounters, PanelHealth, PanelProblem } from '../panel.ts';
import type { HostSession } from '../protocol/host-session.ts';

/** Bits of the fault mask above those of the buttons, as the firmware sets them. */
const nonceNotKept = 0x40;
const pressLost = 0x80;

const panelProblems = (faultMask: number): readonly PanelProblem[] => [
  ...((faultMask & nonceNotKept) !== 0
    ? [{ code: 'panel/memory-worn', message: "the panel's memory is worn out: replace its board" }]
    : []),
  ...((faultMask & pressLost) !== 0
    ? [
        {
          code: 'panel/queue-full',
          message:
            'the panel had to refuse presses: its queue was full because the kiosk was away for too long',
        },
      ]
    : []),
];

/** The panel itself finds its stuck buttons and mutes them; this says what it found. */
export const maskHealth = (
  counters: PanelCounters,
  { downMask, faultMask }: Pick<HostSession, 'downMask' | 'faultMask'>,
): PanelHealth =>
  panelHealth(
    counters,
    (button) => {
      const bit = 1 << (button - 1);
      return { isDown: (downMask & bit) !== 0, fault: (faultMask & bit) !== 0 ? 'stuck' : undefined };
    },
    panelProblems(faultMask),
  );
