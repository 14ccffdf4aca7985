import type { ScreenState } from '../../kiosk-app/contract/snapshot.ts';
import type { Seq } from '../../sync/domain/ids.ts';

const seq = 128 as Seq;
const hours = [
  { days: [1, 2, 3, 4, 5], from: '07:00', to: '11:00' },
  { days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' },
];

/** One of every state that the kiosk can ask for, and the two that the page finds by itself. */
export const screenStates = {
  choose: { name: 'choose' },
  waiting: { name: 'choose' },
  pressed: { name: 'pressed', press: 1, category: 'satisfied-attitude' },
  thanks: { name: 'thanks', press: 1, category: 'dissatisfied-time', seq, undoMs: 5_000 },
  comment: { name: 'comment', press: 1, seq, remainingMs: 45_000 },
  repeat: { name: 'repeat', press: 2, category: 'satisfied-service' },
  // The panel's buttons steer the screen.
  steered: { name: 'repeat', press: 3, category: 'satisfied-attitude', undo: { seq, ms: 5_000 } },
  'taken-back': { name: 'taken-back', category: 'dissatisfied-competence' },
  'not-recorded': { name: 'not-recorded', press: 1, category: 'dissatisfied-time', code: 'ledger/disk-full' },
  'out-of-service': { name: 'out-of-service', code: 'ledger/integrity' },
  closed: { name: 'closed', opensAt: { weekday: 1, hour: 7, minute: 30 }, hours },
  starting: { name: 'starting' },
  'screen-off': { name: 'screen-off' },
} as const satisfies Record<string, ScreenState>;

export type StateName = keyof typeof screenStates;
export const stateNames = Object.keys(screenStates) as readonly StateName[];
