import type { FoundDevice } from '../find/found-device.ts';
import { isKeyboard } from '../find/found-device.ts';
import { addressOf } from '../find/known-devices.ts';
import { LinkError, problemOf } from '../link/link.ts';
import type { ButtonIndex, Clock, PanelProblem } from '../panel.ts';
import { type PanelSpec, parsePanelSpec } from '../spec/panel-spec.ts';
import type { RawSpec } from '../spec/parsed.ts';
import { defaultLearnTiming, type LearnContext, type LearnTiming } from './learn-context.ts';
import { learnKeypad } from './learn-keypad.ts';
import { learnLine as learnSerial } from './learn-line.ts';
import type { LearnEvent } from './learn-machine.ts';
import { learnReports } from './learn-reports.ts';

export interface LearnOptions {
  readonly device: FoundDevice;
  /** All that is plugged in, as listed: tells how the device will be found again. */
  readonly others: readonly FoundDevice[];
  readonly clock: Clock;
  readonly tell: (event: LearnEvent) => void;
  /** How many buttons to ask for. */
  readonly buttons?: ButtonIndex;
  /** Of a serial box that is not ours. */
  readonly baudRate?: number;
  readonly timing?: LearnTiming;
  readonly signal?: AbortSignal;
}

export type Learnt =
  | { readonly ok: true; readonly spec: PanelSpec }
  | { readonly ok: false; readonly problem: PanelProblem };

const learnRaw = (context: LearnContext, device: FoundDevice, baudRate: number): Promise<RawSpec> => {
  if (device.kind === 'serial') return learnSerial(context, device, baudRate);
  return isKeyboard(device) ? learnKeypad(context, device) : learnReports(context, device);
};

/**
 * Teaches a panel: detects what it is where it can, else asks for one button after another until each has a code of its own.
 * Nothing is opened any more when this resolves. Never rejects for a device.
 *
 * Codes: `panel/not-found`, `panel/no-permission`, `panel/busy`, `panel/unplugged`, `panel/learn-timeout`,
 * `panel/learn-ambiguous`, `panel/learn-aborted`.
 */
export const learnPanel = async (options: LearnOptions): Promise<Learnt> => {
  const { device, others, clock, tell, signal, baudRate = 9600 } = options;
  const context: LearnContext = {
    clock,
    tell,
    last: options.buttons ?? (5 as ButtonIndex),
    timing: options.timing ?? defaultLearnTiming,
    signal,
  };
  try {
    const raw = await learnRaw(context, device, baudRate);
    const parsed = parsePanelSpec({ ...raw, at: addressOf(device, others) });
    return parsed.ok ? parsed : { ok: false, problem: parsed.problem };
  } catch (error) {
    if (error instanceof LinkError) return { ok: false, problem: problemOf(error) };
    throw error;
  }
};
