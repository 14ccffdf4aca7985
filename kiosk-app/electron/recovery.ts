// A page beats once a second; the slowest board takes some seconds to its first picture.
export const firstBeatMs = 15_000;
export const silenceMs = 5_000;
const baseMs = 500;
const capMs = 30_000;
/** After a minute of life earlier deaths are forgotten. */
const healthyMs = 60_000;

/** How long to wait before the next try after `deaths` deaths in a row, milliseconds. No jitter: it is one window. */
export const backoffMs = (deaths: number): number => Math.min(capMs, baseMs * 2 ** Math.max(0, deaths - 1));

/** One window's life. Times are monotonic milliseconds. */
export type Recovery =
  | { readonly phase: 'opening'; readonly since: number; readonly deaths: number }
  | {
      readonly phase: 'alive';
      readonly since: number;
      readonly beatAt: number;
      readonly frame: number;
      readonly deaths: number;
    }
  | { readonly phase: 'waiting'; readonly until: number; readonly deaths: number };

export type RecoveryInput =
  | { readonly on: 'beat'; readonly frame: number; readonly at: number }
  /** The renderer crashed or hangs, or the page did not load. */
  | { readonly on: 'gone'; readonly at: number }
  | { readonly on: 'tick'; readonly at: number };

export type RecoveryEffect = 'open' | 'close';

export interface RecoveryStep {
  readonly state: Recovery;
  readonly effects: readonly RecoveryEffect[];
}

export const firstRecovery = (at: number): Recovery => ({ phase: 'opening', since: at, deaths: 0 });

const die = (deaths: number, at: number): RecoveryStep => ({
  state: { phase: 'waiting', until: at + backoffMs(deaths + 1), deaths: deaths + 1 },
  effects: ['close'],
});

/** Brings back a window that died, hangs or stays white, each time after a longer pause. */
export const stepRecovery = (state: Recovery, input: RecoveryInput): RecoveryStep => {
  const stay: RecoveryStep = { state, effects: [] };
  switch (input.on) {
    case 'beat': {
      if (state.phase === 'waiting') return stay;
      // The same frame again is a request that was repeated, not a picture that was painted.
      if (state.phase === 'alive' && state.frame === input.frame) return stay;
      const since = state.phase === 'alive' ? state.since : input.at;
      const deaths = input.at - since >= healthyMs ? 0 : state.deaths;
      return { state: { phase: 'alive', since, beatAt: input.at, frame: input.frame, deaths }, effects: [] };
    }
    case 'gone':
      return state.phase === 'waiting' ? stay : die(state.deaths, input.at);
    case 'tick':
      switch (state.phase) {
        case 'opening':
          return input.at - state.since >= firstBeatMs ? die(state.deaths, input.at) : stay;
        case 'alive':
          return input.at - state.beatAt >= silenceMs ? die(state.deaths, input.at) : stay;
        case 'waiting':
          if (input.at < state.until) return stay;
          return { state: { phase: 'opening', since: input.at, deaths: state.deaths }, effects: ['open'] };
        default:
          return state satisfies never;
      }
    default:
      return input satisfies never;
  }
};
