import type { Seq } from '../domain/ids.ts';
import { maxBatchEntries } from '../wire/messages.ts';
import { type Backoff, fullJitterMs } from './backoff.ts';

/**
 * Messages on their way at a time, at first and after something was lost: few enough for any broker to hold and any line to
 * carry, and enough that the kiosk makes the next ones while the centre commits the ones before.
 */
export const firstWindow = 8;
/**
 * As many when receipts come at once: the centre takes all that has come in one transaction, so that more of them share one sync
 * of its disk. Within what the link lets out at a time.
 */
export const widestWindow = 24;
/** A receipt that took longer says that line or centre are busy already: more on the way would only wait there. */
const quickReceiptMs = 1_000;
const reconnect: Backoff = { baseMs: 1_000, capMs: 300_000 };
const askAgain: Backoff = { baseMs: 2_000, capMs: 60_000 };
/** A connection that lived this long was a good one: its end is no reason to wait longer than at first. */
const goodConnectionMs = 60_000;
const beatMs = 60_000;
/** How long a receipt may take, unless the line has shown that it takes longer. */
const receiptTimeoutMs = 10_000;
/** How long the answer to a question may take: it is a small thing to ask again. */
const answerTimeoutMs = 2_000;
/** A second receipt for the same place so soon is a duplicate on its way, not news of a gap. */
const gapHoldMs = 500;

export interface InFlight {
  readonly first: Seq;
  readonly upTo: Seq;
  readonly sentAtMs: number;
}

export interface UplinkState {
  readonly link: 'idle' | 'waiting' | 'connecting' | 'up' | 'stopped';
  /** Connections that failed in a row. */
  readonly failures: number;
  readonly linkedAtMs: number;
  readonly head: Seq;
  readonly watermark: Seq;
  /**
   * `shut` until the centre has answered on this connection (and again when it falls silent): a backlog is not thrown at a
   * broker behind which nobody listens. `twin`: never again with this ledger.
   */
  readonly gate: 'shut' | 'open' | 'twin';
  /** The last entry handed to the link since the last turning back. */
  readonly cursor: Seq;
  readonly inFlight: readonly InFlight[];
  /** How many may be on their way now. */
  readonly window: number;
  /** Questions in a row that got no receipt. */
  readonly unanswered: number;
  /** Entries a batch; halved when a batch gets no receipt, so that one that cannot pass does not hold the rest for ever. */
  readonly batchLimit: number;
  /** Smoothed time from a batch to its receipt. */
  readonly roundTripMs: number;
  readonly turnedBackAtMs: number;
}

export type UplinkTimer = 'reconnect' | 'overdue' | 'beat';

export type UplinkInput =
  | { readonly is: 'start'; readonly spreadMs: number }
  /** The link is up and the receipt topic subscribed. */
  | { readonly is: 'linked' }
  | { readonly is: 'unlinked' }
  | { readonly is: 'timer'; readonly timer: UplinkTimer }
  | { readonly is: 'appended'; readonly head: Seq }
  /** The answer to `send`: what the batch came to hold. */
  | { readonly is: 'sent'; readonly first: Seq; readonly upTo: Seq }
  /** `send` could not be done (the ledger could not be read). */
  | { readonly is: 'unsent' }
  /** A receipt whose signature, ledger and hash were proven. */
  | { readonly is: 'receipt'; readonly upTo: Seq; readonly isRetained: boolean }
  /** A valid receipt that our own ledger contradicts. */
  | { readonly is: 'twin' }
  | { readonly is: 'announce' }
  | { readonly is: 'stop' };

export type UplinkEffect =
  | { readonly do: 'connect' }
  | { readonly do: 'tell-state' }
  /** An entries message without entries, which only asks for a receipt. */
  | { readonly do: 'ask'; readonly first: Seq }
  | { readonly do: 'send'; readonly first: Seq; readonly limit: number }
  | { readonly do: 'keep-watermark'; readonly upTo: Seq }
  | { readonly do: 'wait'; readonly timer: UplinkTimer; readonly ms: number }
  | { readonly do: 'cancel'; readonly timer: UplinkTimer }
  | { readonly do: 'count'; readonly what: 'gap' | 'overdue' | 'moved-back' | 'twin' };

/** What the runner reads for the machine: a monotonic clock, and a fresh 0 <= random < 1. */
export interface Moment {
  readonly nowMs: number;
  readonly random: number;
}

export interface Stepped {
  readonly state: UplinkState;
  readonly effects: readonly UplinkEffect[];
}

export const initialUplink = (head: Seq, watermark: Seq): UplinkState => ({
  link: 'idle',
  failures: 0,
  linkedAtMs: 0,
  head,
  watermark,
  gate: 'shut',
  cursor: watermark,
  inFlight: [],
  window: firstWindow,
  unanswered: 0,
  batchLimit: maxBatchEntries,
  roundTripMs: 0,
  turnedBackAtMs: Number.NEGATIVE_INFINITY,
});

const after = (seq: Seq): Seq => (seq + 1) as Seq;
const stay = (state: UplinkState): Stepped => ({ state, effects: [] });
const overdueMs = (state: UplinkState): number => Math.max(receiptTimeoutMs, 4 * state.roundTripMs);
const holdMs = (state: UplinkState): number => Math.max(gapHoldMs, 2 * state.roundTripMs);

/** Forgets what is on its way: everything above the watermark is to be sent again, and with care. */
const turnBack = (state: UplinkState): UplinkState => ({
  ...state,
  cursor: state.watermark,
  inFlight: [],
  window: firstWindow,
});

/** The next batch, when there is one and the window has room. One at a time: `sent` tells how far it reached. */
const pump = (state: UplinkState): readonly UplinkEffect[] => {
  const isFree = state.link === 'up' && state.gate === 'open' && state.inFlight.length < state.window;
  return isFree && state.cursor < state.head
    ? [{ do: 'send', first: after(state.cursor), limit: state.batchLimit }]
    : [];
};

/** Asks the centre how far it is, and waits for the answer with growing patience. */
const ask = (state: UplinkState, { random }: Moment): Stepped => {
  const next: UplinkState = { ...turnBack(state), gate: 'shut', unanswered: state.unanswered + 1 };
  const patienceMs =
    Math.max(answerTimeoutMs, 4 * state.roundTripMs) + fullJitterMs(askAgain, state.unanswered, random);
  return {
    state: next,
    effects: [
      { do: 'ask', first: after(next.watermark) },
      { do: 'wait', timer: 'overdue', ms: patienceMs },
    ],
  };
};

const onLinked = (state: UplinkState, moment: Moment): Stepped => {
  if (state.link !== 'connecting') return stay(state);
  const linked: UplinkState = { ...state, link: 'up', linkedAtMs: moment.nowMs, unanswered: 0 };
  const opening: readonly UplinkEffect[] = [{ do: 'tell-state' }, { do: 'wait', timer: 'beat', ms: beatMs }];
  if (linked.gate === 'twin') return { state: linked, effects: opening };
  const asked = ask(linked, moment);
  return { state: asked.state, effects: [...opening, ...asked.effects] };
};

const onUnlinked = (state: UplinkState, { nowMs, random }: Moment): Stepped => {
  if (state.link !== 'up' && state.link !== 'connecting') return stay(state);
  const wasGood = state.link === 'up' && nowMs - state.linkedAtMs >= goodConnectionMs;
  const failures = wasGood ? 0 : state.failures;
  const next: UplinkState = {
    ...turnBack(state),
    link: 'waiting',
    failures: failures + 1,
    gate: state.gate === 'twin' ? 'twin' : 'shut',
  };
  return {
    state: next,
    effects: [
      { do: 'cancel', timer: 'overdue' },
      { do: 'cancel', timer: 'beat' },
      { do: 'wait', timer: 'reconnect', ms: fullJitterMs(reconnect, failures, random) },
    ],
  };
};

const onTimer = (state: UplinkState, timer: UplinkTimer, moment: Moment): Stepped => {
  switch (timer) {
    case 'reconnect':
      return state.link === 'waiting'
        ? { state: { ...state, link: 'connecting' }, effects: [{ do: 'connect' }] }
        : stay(state);
    case 'beat':
      return state.link === 'up'
        ? { state, effects: [{ do: 'tell-state' }, { do: 'wait', timer: 'beat', ms: beatMs }] }
        : stay(state);
    case 'overdue': {
      if (state.link !== 'up' || state.gate === 'twin') return stay(state);
      const batchLimit =
        state.inFlight.length > 0 ? Math.max(1, Math.floor(state.batchLimit / 2)) : state.batchLimit;
      const asked = ask({ ...state, batchLimit }, moment);
      return { state: asked.state, effects: [{ do: 'count', what: 'overdue' }, ...asked.effects] };
    }
    default:
      return timer satisfies never;
  }
};

const onSent = (state: UplinkState, first: Seq, upTo: Seq, { nowMs }: Moment): Stepped => {
  if (state.link !== 'up' || state.gate !== 'open' || first !== after(state.cursor)) return stay(state);
  const isAlone = state.inFlight.length === 0;
  const next: UplinkState = {
    ...state,
    cursor: upTo,
    inFlight: [...state.inFlight, { first, upTo, sentAtMs: nowMs }],
  };
  const waiting: readonly UplinkEffect[] = isAlone
    ? [{ do: 'wait', timer: 'overdue', ms: overdueMs(next) }]
    : [];
  return { state: next, effects: [...waiting, ...pump(next)] };
};

/** The centre is there: the gate opens, what was pending goes on. */
const opened = (state: UplinkState, before: readonly UplinkEffect[]): Stepped => {
  const next: UplinkState = { ...state, gate: 'open', unanswered: 0, failures: 0 };
  const timer: UplinkEffect =
    next.inFlight.length > 0
      ? { do: 'wait', timer: 'overdue', ms: overdueMs(next) }
      : { do: 'cancel', timer: 'overdue' };
  return { state: next, effects: [...before, timer, ...pump(next)] };
};

const advance = (state: UplinkState, upTo: Seq, { nowMs }: Moment): UplinkState => {
  // Only a batch that was not sent twice says how long the way is (Karn's algorithm).
  const exact = state.inFlight.find((batch) => batch.upTo === upTo && batch.sentAtMs > state.turnedBackAtMs);
  const sampleMs = exact && nowMs - exact.sentAtMs;
  const roundTripMs =
    sampleMs === undefined
      ? state.roundTripMs
      : state.roundTripMs === 0
        ? sampleMs
        : (7 * state.roundTripMs + sampleMs) / 8;
  const inFlight = state.inFlight.filter((batch) => batch.upTo > upTo);
  const arrived =
    sampleMs !== undefined && sampleMs < quickReceiptMs ? state.inFlight.length - inFlight.length : 0;
  return {
    ...state,
    watermark: upTo,
    cursor: upTo > state.cursor ? upTo : state.cursor,
    inFlight,
    window: Math.min(widestWindow, state.window + arrived),
    batchLimit: maxBatchEntries,
    roundTripMs,
  };
};

const onReceipt = (state: UplinkState, upTo: Seq, isRetained: boolean, moment: Moment): Stepped => {
  if (state.link !== 'up' || state.gate === 'twin') return stay(state);
  if (upTo > state.watermark) {
    const next = advance(state, upTo, moment);
    const kept: readonly UplinkEffect[] = [{ do: 'keep-watermark', upTo }];
    // What the broker kept may be old: it tells how far the centre was, not that it is there.
    return isRetained ? { state: next, effects: kept } : opened(next, kept);
  }
  if (isRetained) return stay(state);
  if (upTo < state.watermark) {
    const next = turnBack({ ...state, watermark: upTo, turnedBackAtMs: moment.nowMs });
    return opened(next, [
      { do: 'count', what: 'moved-back' },
      { do: 'keep-watermark', upTo },
    ]);
  }
  const oldest = state.inFlight[0];
  if (!oldest) return opened(state, []);
  const isEarly = moment.nowMs - Math.max(oldest.sentAtMs, state.turnedBackAtMs) < holdMs(state);
  if (isEarly) return stay(state);
  const next = turnBack({ ...state, turnedBackAtMs: moment.nowMs });
  return opened(next, [{ do: 'count', what: 'gap' }]);
};

/** One step of the uplink. Pure: the same state, input and moment always give the same answer. */
export const stepUplink = (state: UplinkState, input: UplinkInput, moment: Moment): Stepped => {
  if (state.link === 'stopped') return stay(state);
  switch (input.is) {
    case 'start':
      return state.link === 'idle'
        ? {
            state: { ...state, link: 'waiting' },
            effects: [{ do: 'wait', timer: 'reconnect', ms: Math.floor(moment.random * input.spreadMs) }],
          }
        : stay(state);
    case 'linked':
      return onLinked(state, moment);
    case 'unlinked':
      return onUnlinked(state, moment);
    case 'timer':
      return onTimer(state, input.timer, moment);
    case 'appended': {
      if (input.head <= state.head) return stay(state);
      const next: UplinkState = { ...state, head: input.head };
      return { state: next, effects: pump(next) };
    }
    case 'sent':
      return onSent(state, input.first, input.upTo, moment);
    case 'unsent':
      return {
        state,
        effects: [{ do: 'wait', timer: 'overdue', ms: fullJitterMs(askAgain, 3, moment.random) }],
      };
    case 'receipt':
      return onReceipt(state, input.upTo, input.isRetained, moment);
    case 'twin':
      return {
        state: { ...turnBack(state), gate: 'twin' },
        effects: [
          { do: 'count', what: 'twin' },
          { do: 'cancel', timer: 'overdue' },
        ],
      };
    case 'announce': {
      if (state.link !== 'up') return stay(state);
      const question: readonly UplinkEffect[] =
        state.gate === 'twin' ? [] : [{ do: 'ask', first: after(state.watermark) }];
      return { state, effects: [{ do: 'tell-state' }, ...question] };
    }
    case 'stop':
      return {
        state: { ...state, link: 'stopped' },
        effects: [
          { do: 'cancel', timer: 'reconnect' },
          { do: 'cancel', timer: 'overdue' },
          { do: 'cancel', timer: 'beat' },
        ],
      };
    default:
      return input satisfies never;
  }
};
