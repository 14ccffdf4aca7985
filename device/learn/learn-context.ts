import { type Link, LinkError, type OpenLink } from '../link/link.ts';
import type { ButtonIndex, Clock } from '../panel.ts';
import {
  type Gesture,
  type LearnEvent,
  type LearnState,
  type LearntButton,
  startLearning,
  stepLearning,
} from './learn-machine.ts';

export interface LearnTiming {
  /** How long to look before asking: what moves then moves by itself. Longer than a boot loader and an alive line. */
  readonly lookMs: number;
  /** So much silence ends a press. */
  readonly quietMs: number;
  /** The longest wait for a press. */
  readonly answerMs: number;
}

export const defaultLearnTiming: LearnTiming = { lookMs: 3_500, quietMs: 400, answerMs: 60_000 };

export interface LearnContext {
  readonly clock: Clock;
  readonly tell: (event: LearnEvent) => void;
  readonly last: ButtonIndex;
  readonly timing: LearnTiming;
  readonly signal: AbortSignal | undefined;
}

/** One device, opened for learning. */
export interface Listening {
  readonly device: OpenLink;
  /** Rejects when the device goes, when nobody answers, or when the technician gives up. */
  readonly ended: Promise<never>;
  /** Somebody answered: the wait starts anew. */
  answered(): void;
}

const failed = (code: string, message: string): LinkError => new LinkError({ code, message });

const checkEveryMs = 250;

/** Opens, runs, and lets go of the device whatever happens. */
export const listenTo = async <Result>(
  link: Link,
  { clock, timing, signal }: LearnContext,
  onData: (bytes: Uint8Array) => void,
  run: (listening: Listening) => Promise<Result>,
): Promise<Result> => {
  let end: (error: LinkError) => void = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    end = reject;
  });
  // Nobody may be waiting when it ends.
  ended.catch(() => {});
  const abort = (): void => end(failed('panel/learn-aborted', 'learning was given up'));
  let cancelWait = (): void => {};
  const answered = (): void => {
    cancelWait();
    cancelWait = clock.after(timing.answerMs, () =>
      end(
        failed('panel/learn-timeout', `nothing was pressed on ${link.name} for ${timing.answerMs / 1000} s`),
      ),
    );
  };
  const device = await link.open({
    data: onData,
    lost: ({ code, message }) => end(failed(code, message)),
  });
  // The port may miss a pulled plug.
  let cancelCheck = (): void => {};
  const check = (): void => {
    cancelCheck = clock.after(checkEveryMs, () => {
      void device.isPresent().then((isPresent) => {
        if (!isPresent) end(failed('panel/unplugged', `${link.name} is gone: plug the panel in again`));
        else if (!isOver) check();
      });
    });
  };
  let isOver = false;
  check();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  answered();
  try {
    return await Promise.race([run({ device, ended, answered }), ended]);
  } finally {
    isOver = true;
    cancelWait();
    cancelCheck();
    signal?.removeEventListener('abort', abort);
    await device.close();
  }
};

export const pause = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(ms, resolve);
  });

/** Asks in turn; resolves with all buttons. `answer` is called with each press. */
export const askInTurn = <Raw>(
  { tell, last }: LearnContext,
  listening: Listening,
): {
  readonly answer: (gesture: Gesture<Raw>) => void;
  readonly done: Promise<readonly LearntButton<Raw>[]>;
} => {
  const start = startLearning<Raw>(last);
  let state: LearnState<Raw> = start.state;
  let finish: (learnt: readonly LearntButton<Raw>[]) => void = () => {};
  const done = new Promise<readonly LearntButton<Raw>[]>((resolve) => {
    finish = resolve;
  });
  for (const event of start.events) tell(event);
  return {
    done,
    answer: (gesture) => {
      listening.answered();
      const step = stepLearning(state, gesture);
      state = step.state;
      for (const event of step.events) tell(event);
      if (state.isDone) finish(state.learnt);
    },
  };
};

export const ambiguous = (what: string): LinkError =>
  failed(
    'panel/learn-ambiguous',
    `two buttons of ${what} cannot be told apart: start again, one button at a time`,
  );
