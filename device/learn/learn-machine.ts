import { type ButtonIndex, isButtonIndex } from '../panel.ts';

/** What one press looked like. `id` is the same for the same button, whatever its kind. */
export type Gesture<Raw> =
  | { readonly kind: 'one'; readonly id: string; readonly raw: Raw }
  /** More than one button, or a stick that moved. */
  | { readonly kind: 'several' };

export interface LearntButton<Raw> {
  readonly button: ButtonIndex;
  readonly id: string;
  readonly raw: Raw;
}

export interface LearnState<Raw> {
  readonly asked: ButtonIndex;
  readonly last: ButtonIndex;
  readonly learnt: readonly LearntButton<Raw>[];
  readonly isDone: boolean;
}

export type LearnEvent =
  | { readonly tell: 'looking'; readonly path: string }
  | { readonly tell: 'detected'; readonly profile: string }
  | { readonly tell: 'ask'; readonly button: ButtonIndex }
  | { readonly tell: 'learnt'; readonly button: ButtonIndex; readonly code: string }
  | { readonly tell: 'refused'; readonly button: ButtonIndex; readonly why: 'several' }
  | {
      readonly tell: 'refused';
      readonly button: ButtonIndex;
      readonly why: 'already-learnt';
      readonly as: ButtonIndex;
    };

export interface LearnStep<Raw> {
  readonly state: LearnState<Raw>;
  readonly events: readonly LearnEvent[];
}

const first = 1 as ButtonIndex;

/** @param last how many buttons the panel has, asked for in turn */
export const startLearning = <Raw>(last: ButtonIndex): LearnStep<Raw> => ({
  state: { asked: first, last, learnt: [], isDone: false },
  events: [{ tell: 'ask', button: first }],
});

/** Asks for one button after another and takes only an answer that cannot be meant for another button. Pure. */
export const stepLearning = <Raw>(state: LearnState<Raw>, gesture: Gesture<Raw>): LearnStep<Raw> => {
  if (state.isDone) return { state, events: [] };
  const { asked: button, learnt, last } = state;
  const again: LearnEvent = { tell: 'ask', button };
  if (gesture.kind === 'several') {
    return { state, events: [{ tell: 'refused', button, why: 'several' }, again] };
  }
  const { id, raw } = gesture;
  const taken = learnt.find((other) => other.id === id);
  if (taken !== undefined) {
    return { state, events: [{ tell: 'refused', button, why: 'already-learnt', as: taken.button }, again] };
  }
  const now = [...learnt, { button, id, raw }];
  const heard: LearnEvent = { tell: 'learnt', button, code: id };
  const next = button + 1;
  if (button >= last || !isButtonIndex(next)) {
    return { state: { ...state, learnt: now, isDone: true }, events: [heard] };
  }
  return {
    state: { ...state, learnt: now, asked: next },
    events: [heard, { tell: 'ask', button: next }],
  };
};

/** For a terminal; a screen has its own words. */
export const learnEventLine = (event: LearnEvent): string => {
  switch (event.tell) {
    case 'looking':
      return `looking at ${event.path}: please press nothing`;
    case 'detected':
      return `this is a ${event.profile} panel`;
    case 'ask':
      return `press button ${event.button} and let it go`;
    case 'learnt':
      return `button ${event.button} is ${event.code}`;
    case 'refused':
      return event.why === 'several'
        ? 'that was more than one button'
        : `that was button ${event.as}, which is learnt already`;
  }
};
