import type { LinkStatus, PanelProblem } from '../panel.ts';
import { type Backoff, retryDelay } from './backoff.ts';

export interface LinkRules {
  readonly backoff: Backoff;
  /** `open`: up as soon as the device is open. `heard`: up when it has said something valid. */
  readonly upOn: 'open' | 'heard';
  /** Longest silence of a device that says that it is alive; undefined where it has nothing to say between presses. */
  readonly silenceMs?: number;
}

export type LinkState =
  | { readonly at: 'idle' }
  | { readonly at: 'opening'; readonly failures: number; readonly problem?: PanelProblem }
  | {
      readonly at: 'open';
      readonly failures: number;
      readonly path: string;
      readonly isUp: boolean;
      readonly problem?: PanelProblem;
    }
  | { readonly at: 'closing'; readonly failures: number; readonly problem: PanelProblem }
  | { readonly at: 'waiting'; readonly failures: number; readonly problem: PanelProblem }
  | { readonly at: 'stopping' }
  | { readonly at: 'stopped' };

export type LinkInput =
  | { readonly on: 'start' }
  | { readonly on: 'opened'; readonly path: string }
  | { readonly on: 'open-failed'; readonly problem: PanelProblem }
  | { readonly on: 'heard' }
  | { readonly on: 'lost'; readonly problem: PanelProblem }
  /** Every now and then while the device is open. */
  | { readonly on: 'checked'; readonly isPresent: boolean; readonly silentForMs: number }
  | { readonly on: 'closed' }
  | { readonly on: 'retry' }
  | { readonly on: 'stop' };

export type LinkEffect =
  | { readonly do: 'open' }
  | { readonly do: 'close' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'announce'; readonly status: LinkStatus }
  /** Everything is released. */
  | { readonly do: 'finish' };

export interface LinkStep {
  readonly state: LinkState;
  readonly effects: readonly LinkEffect[];
}

export const newLink: LinkState = { at: 'idle' };

const stay = (state: LinkState): LinkStep => ({ state, effects: [] });

const waitAfter = (failures: number, problem: PanelProblem, rules: LinkRules, random: number): LinkStep => {
  const ms = retryDelay(rules.backoff, failures, random);
  return {
    state: { at: 'waiting', failures: failures + 1, problem },
    effects: [
      { do: 'announce', status: { link: 'down', retryInMs: ms, problem } },
      { do: 'wait', ms },
    ],
  };
};

const closeFor = (failures: number, problem: PanelProblem): LinkStep => ({
  state: { at: 'closing', failures, problem },
  effects: [{ do: 'close' }],
});

const unplugged = (path: string): PanelProblem => ({
  code: 'panel/unplugged',
  message: `${path} is gone: plug the panel in again`,
});

const silent = (path: string, silenceMs: number): PanelProblem => ({
  code: 'panel/silent',
  message: `${path} is open but nothing valid came for ${silenceMs / 1000} s: check cable, profile and baud rate`,
});

const stepOpening = (
  state: Extract<LinkState, { at: 'opening' }>,
  input: LinkInput,
  rules: LinkRules,
  random: number,
): LinkStep => {
  if (input.on === 'open-failed') return waitAfter(state.failures, input.problem, rules, random);
  if (input.on === 'stop') return stay({ at: 'stopping' });
  if (input.on !== 'opened') return stay(state);
  const isUp = rules.upOn === 'open';
  // An open device that has not spoken yet has proved nothing: the last problem stands until it does.
  return {
    state: { ...state, at: 'open', path: input.path, isUp },
    effects: isUp ? [{ do: 'announce', status: { link: 'up', path: input.path } }] : [],
  };
};

const stepOpen = (
  state: Extract<LinkState, { at: 'open' }>,
  input: LinkInput,
  rules: LinkRules,
): LinkStep => {
  switch (input.on) {
    case 'heard': {
      if (state.isUp && state.failures === 0) return stay(state);
      const { path } = state;
      return {
        state: { at: 'open', failures: 0, path, isUp: true },
        effects: state.isUp ? [] : [{ do: 'announce', status: { link: 'up', path } }],
      };
    }
    case 'lost':
      return closeFor(state.failures, input.problem);
    case 'checked':
      if (!input.isPresent) return closeFor(state.failures, unplugged(state.path));
      if (rules.silenceMs !== undefined && input.silentForMs >= rules.silenceMs) {
        return closeFor(state.failures, silent(state.path, rules.silenceMs));
      }
      return stay(state);
    case 'stop':
      return { state: { at: 'stopping' }, effects: [{ do: 'close' }] };
    default:
      return stay(state);
  }
};

/**
 * Keeps a link open for as long as it is not stopped: open, lose, close, wait, open again. Pure; `random` is 0 <= x < 1.
 * A link never gives up, and an input that does not belong to the state (the late word of a device that was closed) changes
 * nothing.
 */
export const stepLink = (state: LinkState, input: LinkInput, rules: LinkRules, random: number): LinkStep => {
  switch (state.at) {
    case 'idle':
      if (input.on === 'stop') return { state: { at: 'stopped' }, effects: [{ do: 'finish' }] };
      if (input.on !== 'start') return stay(state);
      return {
        state: { at: 'opening', failures: 0 },
        effects: [{ do: 'announce', status: { link: 'connecting', attempt: 1 } }, { do: 'open' }],
      };
    case 'opening':
      return stepOpening(state, input, rules, random);
    case 'open':
      return stepOpen(state, input, rules);
    case 'closing':
      if (input.on === 'closed') return waitAfter(state.failures, state.problem, rules, random);
      return input.on === 'stop' ? stay({ at: 'stopping' }) : stay(state);
    case 'waiting': {
      if (input.on === 'stop') return { state: { at: 'stopped' }, effects: [{ do: 'finish' }] };
      if (input.on !== 'retry') return stay(state);
      const { failures, problem } = state;
      return {
        state: { at: 'opening', failures, problem },
        effects: [
          { do: 'announce', status: { link: 'connecting', attempt: failures + 1, problem } },
          { do: 'open' },
        ],
      };
    }
    case 'stopping':
      if (input.on === 'opened') return { state, effects: [{ do: 'close' }] };
      if (input.on === 'closed' || input.on === 'open-failed') {
        return { state: { at: 'stopped' }, effects: [{ do: 'finish' }] };
      }
      return stay(state);
    case 'stopped':
      return stay(state);
  }
};
