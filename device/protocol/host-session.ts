import type { ButtonIndex } from '../panel.ts';
import { decodePanelLine } from './decode.ts';
import { encodeFrame } from './encode.ts';
import type { Nonce, PanelFrame, PressSeq } from './frame.ts';

/**
 * The host's side of `motcham-line`, pure. It remembers which presses it has handed on and which were recorded, so that a
 * resend of a recorded press (its acknowledgement was lost on the way) is acknowledged again without counting again.
 */
export interface HostSession {
  readonly nonce: Nonce | undefined;
  readonly version: string | undefined;
  /** Handed to the caller, not answered yet. */
  readonly given: readonly string[];
  readonly recorded: readonly string[];
  readonly downMask: number;
  readonly faultMask: number;
  readonly queued: number;
}

export type HostInput =
  | { readonly on: 'opened' }
  | { readonly on: 'line'; readonly line: string }
  | {
      readonly on: 'answer';
      readonly answer: 'recorded' | 'refused';
      readonly nonce: Nonce;
      readonly seq: PressSeq;
    };

export type HostCount = 'badLines' | 'frames' | 'resends' | 'panelBoots' | 'acknowledged' | 'refused';

export type HostEffect =
  | { readonly do: 'send'; readonly line: string }
  | { readonly do: 'press'; readonly button: ButtonIndex; readonly nonce: Nonce; readonly seq: PressSeq }
  | { readonly do: 'heard' }
  | { readonly do: 'count'; readonly what: HostCount };

export interface HostStep {
  readonly session: HostSession;
  readonly effects: readonly HostEffect[];
}

export const newHostSession: HostSession = {
  nonce: undefined,
  version: undefined,
  given: [],
  recorded: [],
  downMask: 0,
  faultMask: 0,
  queued: 0,
};

/** A panel's queue is at most 255 long; twice that covers the one before a restart as well. */
const remembered = 512;

export const identityOf = (nonce: Nonce, seq: PressSeq): string => `${nonce}:${seq}`;

const remember = (list: readonly string[], identity: string): readonly string[] =>
  [...list, identity].slice(-remembered);

const heard: readonly HostEffect[] = [{ do: 'count', what: 'frames' }, { do: 'heard' }];

const stepPress = (session: HostSession, frame: Extract<PanelFrame, { type: 'press' }>): HostStep => {
  const { nonce, seq, button } = frame;
  const identity = identityOf(nonce, seq);
  // Not a sign of which boot speaks: a panel keeps its queue over a reset, under the nonce that it had.
  if (session.recorded.includes(identity)) {
    const line = encodeFrame({ type: 'recorded', nonce, seq });
    return { session, effects: [...heard, { do: 'count', what: 'resends' }, { do: 'send', line }] };
  }
  if (session.given.includes(identity)) {
    return { session, effects: [...heard, { do: 'count', what: 'resends' }] };
  }
  return {
    session: { ...session, given: remember(session.given, identity) },
    effects: [...heard, { do: 'press', button, nonce, seq }],
  };
};

const stepFrame = (session: HostSession, frame: PanelFrame): HostStep => {
  switch (frame.type) {
    case 'hello': {
      const known = { ...session, nonce: frame.nonce, version: frame.version };
      if (session.nonce === frame.nonce) return { session: known, effects: heard };
      // Opening the port resets many boards, and our question was lost in their boot loader: ask again.
      const line = encodeFrame({ type: 'who' });
      return {
        session: known,
        effects: [...heard, { do: 'count', what: 'panelBoots' }, { do: 'send', line }],
      };
    }
    case 'press':
      return stepPress(session, frame);
    case 'alive':
      return {
        session: {
          ...session,
          nonce: frame.nonce,
          queued: frame.queued,
          downMask: frame.down,
          faultMask: frame.fault,
        },
        effects: heard,
      };
  }
};

export const stepHost = (session: HostSession, input: HostInput): HostStep => {
  switch (input.on) {
    case 'opened':
      // What was handed on before the cut and never answered is handed on again: the caller tells it by its identity.
      return {
        session: { ...session, given: [] },
        effects: [{ do: 'send', line: encodeFrame({ type: 'who' }) }],
      };
    case 'line': {
      const decoded = decodePanelLine(input.line);
      if (!decoded.ok) return { session, effects: [{ do: 'count', what: 'badLines' }] };
      return stepFrame(session, decoded.frame);
    }
    case 'answer': {
      const { answer, nonce, seq } = input;
      const identity = identityOf(nonce, seq);
      if (session.recorded.includes(identity)) return { session, effects: [] };
      const given = session.given.filter((other) => other !== identity);
      const recorded = answer === 'recorded' ? remember(session.recorded, identity) : session.recorded;
      return {
        session: { ...session, given, recorded },
        effects: [
          { do: 'send', line: encodeFrame({ type: answer, nonce, seq }) },
          { do: 'count', what: answer === 'recorded' ? 'acknowledged' : 'refused' },
        ],
      };
    }
  }
};
