import {
  defaultHealthRules,
  type HealthInput,
  type HealthRules,
  newButtons,
  stepHealth,
} from '../health/button-health.ts';
import { panelHealth } from '../health/panel-health.ts';
import type { ButtonIndex, Panel, PanelProblem } from '../panel.ts';
import { type Counters, createCounters } from './counters.ts';
import type { PanelDeps } from './drivers.ts';

/** What a driver of a panel without acknowledgement is made of: the way from buttons to presses, whatever the link. */
export interface ButtonPanel {
  readonly counters: Counters;
  /** Something valid came; bit 0 is button 1. */
  mask(downMask: number): void;
  /** A box that only says which button was pressed. */
  pulse(button: ButtonIndex, identity?: string): void;
  /** The link is gone. */
  lost(): void;
  panel(profile: string, close: () => Promise<void>): Panel;
}

/** A stuck button is noticed by the clock, not by a report. */
const tickEveryMs = 250;

export const createButtonPanel = (
  { clock, listener }: PanelDeps,
  changes: Partial<HealthRules> = {},
  problems: () => readonly PanelProblem[] = () => [],
): ButtonPanel => {
  const rules = { ...defaultHealthRules, ...changes };
  const counters = createCounters();
  let buttons = newButtons;
  let lastSeenAt: number | undefined;
  let cancelTick = (): void => {};

  const health = () => panelHealth(counters.read(), (button) => buttons[button - 1], problems());

  const press = (button: ButtonIndex, identity: string | undefined): void => {
    counters.add('presses');
    counters.add(`press${button}`);
    let isAnswered = false;
    const answer = (what: 'acknowledged' | 'refused') => (): void => {
      if (isAnswered) return;
      isAnswered = true;
      counters.add(what);
    };
    listener.press({
      button,
      ...(identity === undefined ? {} : { identity }),
      acknowledge: answer('acknowledged'),
      refuse: answer('refused'),
    });
  };

  const feed = (input: HealthInput, identity?: string): void => {
    const step = stepHealth(buttons, input, rules);
    buttons = step.buttons;
    for (const effect of step.effects) {
      switch (effect.do) {
        case 'press':
          press(effect.button, identity);
          break;
        case 'count':
          counters.add(effect.what);
          break;
        case 'fault-changed':
          if (effect.fault !== undefined) counters.add(`${effect.fault}Buttons`);
          listener.health?.(health());
          break;
      }
    }
  };

  const tick = (): void => {
    cancelTick = clock.after(tickEveryMs, () => {
      feed({ on: 'time', atMs: clock.now() });
      tick();
    });
  };
  tick();

  return {
    counters,
    mask: (downMask) => {
      lastSeenAt = clock.now();
      feed({ on: 'mask', downMask, atMs: lastSeenAt });
    },
    pulse: (button, identity) => {
      lastSeenAt = clock.now();
      feed({ on: 'pulse', button, atMs: lastSeenAt }, identity);
    },
    lost: () => feed({ on: 'lost', atMs: clock.now() }),
    panel: (profile, close) => ({
      profile,
      counters: counters.read,
      lastSeenAt: () => lastSeenAt,
      health,
      close: async () => {
        cancelTick();
        await close();
      },
    }),
  };
};
