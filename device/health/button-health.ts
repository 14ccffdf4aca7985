import { type ButtonFault, type ButtonIndex, buttonIndices } from '../panel.ts';

/**
 * What makes a press out of buttons that go down and up, or out of boxes that only say "button 3" now and then. Pure: the
 * times are milliseconds of one monotonic clock.
 */
export interface HealthRules {
  /** Down again this soon after up is the bounce of a contact, not a press. */
  readonly debounceMs: number;
  /** Of a box that only speaks when a button is pressed: the same word again within this time is the same hold. */
  readonly holdGapMs: number;
  readonly stuckAfterMs: number;
  /** So many presses within the window are no hand: the button is muted until it was quiet for `quietMs`. */
  readonly chatterPresses: number;
  readonly chatterWindowMs: number;
  readonly quietMs: number;
}

/**
 * Bounce of a worn switch is over after 10-20 ms. A fast hand makes 7-8 presses a second; keyboards repeat after 250-660 ms.
 */
export const defaultHealthRules: HealthRules = {
  debounceMs: 20,
  holdGapMs: 700,
  stuckAfterMs: 30_000,
  chatterPresses: 20,
  chatterWindowMs: 2_000,
  quietMs: 5_000,
};

export interface ButtonState {
  readonly button: ButtonIndex;
  readonly isDown: boolean;
  /** Down because a word said so; goes up by itself when no more come. */
  readonly isPulsed: boolean;
  readonly downAtMs: number;
  readonly upAtMs: number;
  readonly lastWordAtMs: number;
  /** When it last went down, newest last, as many as chattering needs. */
  readonly downs: readonly number[];
  readonly fault: ButtonFault | undefined;
}

export type HealthInput =
  /** Bit 0 is button 1. */
  | { readonly on: 'mask'; readonly downMask: number; readonly atMs: number }
  | { readonly on: 'pulse'; readonly button: ButtonIndex; readonly atMs: number }
  | { readonly on: 'time'; readonly atMs: number }
  /** The panel was unplugged: what was held is held no more, but a stuck button is not forgotten. */
  | { readonly on: 'lost'; readonly atMs: number };

export type HealthEffect =
  | { readonly do: 'press'; readonly button: ButtonIndex }
  | { readonly do: 'count'; readonly what: 'bounces' | 'repeats' | 'muted' }
  | { readonly do: 'fault-changed'; readonly button: ButtonIndex; readonly fault: ButtonFault | undefined };

export interface HealthStep {
  readonly buttons: readonly ButtonState[];
  readonly effects: readonly HealthEffect[];
}

export const newButtons: readonly ButtonState[] = buttonIndices.map((button) => ({
  button,
  isDown: false,
  isPulsed: false,
  downAtMs: Number.NEGATIVE_INFINITY,
  upAtMs: Number.NEGATIVE_INFINITY,
  lastWordAtMs: Number.NEGATIVE_INFINITY,
  downs: [],
  fault: undefined,
}));

type One = { readonly state: ButtonState; readonly effects: readonly HealthEffect[] };

const still = (state: ButtonState): One => ({ state, effects: [] });

const changeFault = (state: ButtonState, fault: ButtonFault | undefined): One =>
  state.fault === fault
    ? still(state)
    : {
        state: { ...state, fault },
        effects: [{ do: 'fault-changed', button: state.button, fault }],
      };

const goDown = (state: ButtonState, atMs: number, isPulsed: boolean, rules: HealthRules): One => {
  const down = { ...state, isDown: true, isPulsed, lastWordAtMs: atMs };
  // The contact bounces: it never really was up, so the time it has been down goes on.
  if (atMs - state.upAtMs < rules.debounceMs) {
    return { state: down, effects: [{ do: 'count', what: 'bounces' }] };
  }
  const downs = [...state.downs, atMs].slice(-rules.chatterPresses);
  const pressed = { ...down, downAtMs: atMs, downs };
  if (state.fault !== undefined) return { state: pressed, effects: [{ do: 'count', what: 'muted' }] };
  const oldest = downs.length === rules.chatterPresses ? downs[0] : undefined;
  if (oldest !== undefined && atMs - oldest <= rules.chatterWindowMs) {
    const { state: muted, effects } = changeFault(pressed, 'chattering');
    return { state: muted, effects: [...effects, { do: 'count', what: 'muted' }] };
  }
  return { state: pressed, effects: [{ do: 'press', button: state.button }] };
};

const goUp = (state: ButtonState, atMs: number): One => {
  const up = { ...state, isDown: false, isPulsed: false, upAtMs: atMs };
  return state.fault === 'stuck' ? changeFault(up, undefined) : still(up);
};

const passTime = (before: ButtonState, atMs: number, rules: HealthRules): One => {
  const isOver = before.isPulsed && before.isDown && atMs - before.lastWordAtMs > rules.holdGapMs;
  const { state, effects } = isOver ? goUp(before, before.lastWordAtMs) : still(before);
  const and = (one: One): One => ({ state: one.state, effects: [...effects, ...one.effects] });
  if (state.fault === undefined && state.isDown && atMs - state.downAtMs >= rules.stuckAfterMs) {
    return and(changeFault(state, 'stuck'));
  }
  const lastDownAtMs = Math.max(state.downAtMs, state.lastWordAtMs);
  if (state.fault === 'chattering' && !state.isDown && atMs - lastDownAtMs >= rules.quietMs) {
    return and(changeFault(state, undefined));
  }
  return and(still(state));
};

const stepOne = (before: ButtonState, input: HealthInput, rules: HealthRules): One => {
  const { state, effects } = passTime(before, input.atMs, rules);
  const and = (one: One): One => ({ state: one.state, effects: [...effects, ...one.effects] });
  switch (input.on) {
    case 'mask': {
      const isDown = (input.downMask & (1 << (state.button - 1))) !== 0;
      if (isDown === state.isDown) return and(still(state));
      return and(isDown ? goDown(state, input.atMs, false, rules) : goUp(state, input.atMs));
    }
    case 'pulse':
      if (input.button !== state.button) return and(still(state));
      if (!state.isDown) return and(goDown(state, input.atMs, true, rules));
      return and({
        state: { ...state, lastWordAtMs: input.atMs },
        effects: [{ do: 'count', what: 'repeats' }],
      });
    case 'lost':
      return and(state.fault === 'stuck' || !state.isDown ? still(state) : goUp(state, input.atMs));
    case 'time':
      return and(still(state));
  }
};

export const stepHealth = (
  buttons: readonly ButtonState[],
  input: HealthInput,
  rules: HealthRules,
): HealthStep => {
  const stepped = buttons.map((state) => stepOne(state, input, rules));
  return { buttons: stepped.map(({ state }) => state), effects: stepped.flatMap(({ effects }) => effects) };
};
