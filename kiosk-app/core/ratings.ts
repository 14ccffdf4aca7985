import type { ButtonIndex, Press } from '../../device/panel.ts';
import type { CategoryId } from '../../sync/domain/categories.ts';
import type { RatingSource } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import type { CommandAnswer } from '../contract/command.ts';
import type { ScreenState } from '../contract/snapshot.ts';
import type { Lifeline } from './lifeline.ts';
import type { LogLine, Timers } from './port.ts';
import { type SessionInput, undoMs } from './session.ts';
import { leastSteerMs, openSteering, type Steering, steer } from './steering.ts';
import { codeOf, messageOf } from './store.ts';
import type { Turns } from './turns.ts';

// A take-back that was on its way when the time ran out still counts as in time.
const undoGraceMs = 1_500;

interface Request {
  readonly category: CategoryId;
  readonly via: RatingSource;
  readonly press?: string;
  readonly button?: ButtonIndex;
}

/** The rating that can still be taken back. */
interface Undoable {
  readonly seq: Seq;
  readonly category: CategoryId;
  /** When presses count again, monotonic milliseconds. */
  readonly guardedUntil: number;
  readonly until: number;
}

/** What the hands of citizens do to the ledger: one thing at a time, each answered with whether it is on the disk. */
export interface Ratings {
  rate(request: Request): Promise<CommandAnswer>;
  rateFromPanel(press: Press, via: RatingSource): Promise<void>;
  withdraw(seq: Seq): Promise<CommandAnswer>;
  comment(seq: Seq, text: string): Promise<CommandAnswer>;
  steering(): Steering | undefined;
  /** The screen changed: what is no longer shown can no longer be steered. */
  onScreen(screen: ScreenState): void;
  /** The ledger is another one; what was on the last one can no longer be taken back. */
  forget(): void;
}

export const createRatings = (options: {
  readonly life: Pick<Lifeline, 'recorder' | 'ledger' | 'problem' | 'reopen'>;
  readonly turns: Turns;
  readonly timers: Pick<Timers, 'now'>;
  readonly responseIntervalMs: () => number;
  readonly categoryOf: (button: ButtonIndex) => CategoryId;
  readonly screen: () => ScreenState;
  /** Whether a screen is really there to be seen. */
  readonly isScreenPainted: () => boolean;
  readonly step: (input: SessionInput) => void;
  readonly publish: () => void;
  readonly countPress: (button: ButtonIndex) => void;
  readonly log: (line: LogLine) => void;
}): Ratings => {
  const { life, turns, timers, step, log } = options;
  let presses = 0;
  let undoable: Undoable | undefined;
  let steering: Steering | undefined;

  /** Whether this repeat hands the screen to the buttons: `undefined` when it is nothing but a repeat. */
  const steeringAfter = ({ button, category }: Request): Steering | undefined => {
    if (button === undefined || !undoable || undoable.category === category) return undefined;
    if (!options.isScreenPainted() || undoable.guardedUntil - timers.now() < leastSteerMs) return undefined;
    return openSteering(button, undoable.guardedUntil);
  };

  const keepSteering = (next: Steering): void => {
    steering = next;
    if (undoable) undoable = { ...undoable, until: Math.max(undoable.until, next.until + undoGraceMs) };
  };

  const showRepeat = (request: Request, press: number): void => {
    const next = steeringAfter(request);
    const { seq, category } = undoable ?? { seq: undefined, category: request.category };
    if (!next || seq === undefined) {
      step({ on: 'repeated', press, category });
      return;
    }
    step({ on: 'steered', press, seq, category, until: next.until });
    keepSteering(next);
    options.publish();
  };

  const fail = (error: unknown, press: number, category: CategoryId): CommandAnswer => {
    const code = codeOf(error);
    log({ level: 'error', code, message: `a press was not recorded: ${messageOf(error)}` });
    step({ on: 'failed', press, category, code });
    life.reopen();
    return { ok: false, code, message: messageOf(error) };
  };

  const rate = async (request: Request): Promise<CommandAnswer> => {
    presses += 1;
    const press = presses;
    const { category } = request;
    const isKnown = request.press !== undefined && life.recorder()?.knows(request.press) === true;
    // A comment that somebody is writing stays where it is under a press that cannot count.
    const isBeside = options.screen().name === 'comment' && steeringAfter(request) !== undefined;
    if (!isKnown && !isBeside) step({ on: 'pressed', press, category });
    return turns.take(async () => {
      // The pressed state leaves the process before the commit may block it.
      if (!isKnown) await new Promise((resolve) => setImmediate(resolve));
      const recorder = life.recorder();
      if (!recorder) {
        const code = life.problem() ?? 'ledger/closed';
        step({ on: 'failed', press, category, code });
        return { ok: false, code, message: 'the ledger is not open' };
      }
      try {
        const recorded = recorder.record(request);
        // Told again, a touch is answered as it was the first time.
        const wasRepeat = recorded.outcome === 'known' && recorded.isRepeat && request.via === 'touch';
        if (recorded.outcome === 'repeat' || wasRepeat) showRepeat(request, press);
        else if (recorded.seq !== undefined && (recorded.outcome === 'counted' || request.via === 'touch')) {
          const now = timers.now();
          const guardedUntil =
            undoable?.seq === recorded.seq ? undoable.guardedUntil : now + options.responseIntervalMs();
          undoable = { seq: recorded.seq, category, guardedUntil, until: now + undoMs + undoGraceMs };
          step({ on: 'recorded', press, category, seq: recorded.seq });
        } else step({ on: 'known' });
        return { ok: true };
      } catch (error) {
        return fail(error, press, category);
      }
    });
  };

  /** Whether the press moved something on the screen, and therefore is no rating. */
  const steerBy = (press: Press): boolean => {
    const next = steering && steer(steering, press, timers.now());
    if (!next) return false;
    if (next !== steering) {
      keepSteering(next);
      step({ on: 'steering', until: next.until });
      options.publish();
    }
    return true;
  };

  const withdraw = (seq: Seq): CommandAnswer => {
    if (!undoable || undoable.seq !== seq || timers.now() > undoable.until)
      return { ok: false, code: 'session/undo-too-late', message: 'this rating can no longer be taken back' };
    const { category } = undoable;
    const recorder = life.recorder();
    if (!recorder) return { ok: false, code: 'ledger/closed', message: 'the ledger is not open' };
    try {
      recorder.withdraw(seq);
    } catch (error) {
      log({ level: 'error', code: codeOf(error), message: messageOf(error) });
      life.reopen();
      return { ok: false, code: codeOf(error), message: messageOf(error) };
    }
    undoable = undefined;
    step({ on: 'withdrawn', category });
    return { ok: true };
  };

  const comment = (seq: Seq, text: string): CommandAnswer => {
    const screen = options.screen();
    const ledger = life.ledger();
    if (screen.name !== 'comment' || screen.seq !== seq || !ledger)
      return { ok: false, code: 'session/not-current', message: 'this comment is no longer open' };
    try {
      if (text.trim() !== '') ledger.appendComment(seq, text.trim());
    } catch (error) {
      const answer = { ok: false, code: codeOf(error), message: messageOf(error) } as const;
      log({ level: 'error', ...answer });
      life.reopen();
      return answer;
    }
    step({ on: 'comment-sent', seq });
    return { ok: true };
  };

  return {
    rate,
    rateFromPanel: async (press, via) => {
      const isKnown = press.identity !== undefined && life.recorder()?.knows(press.identity) === true;
      if (!isKnown) options.countPress(press.button);
      if (!isKnown && steerBy(press)) {
        press.acknowledge();
        return;
      }
      const answer = await rate({
        category: options.categoryOf(press.button),
        via,
        button: press.button,
        ...(press.identity === undefined ? {} : { press: press.identity }),
      });
      if (answer.ok) press.acknowledge();
      else press.refuse();
    },
    withdraw: (seq) => turns.take(async () => withdraw(seq)),
    comment: (seq, text) => turns.take(async () => comment(seq, text)),
    steering: () => steering,
    onScreen: (screen) => {
      const canSteer = screen.name === 'comment' || (screen.name === 'repeat' && screen.undo !== undefined);
      if (!canSteer) steering = undefined;
    },
    forget: () => {
      undoable = undefined;
      steering = undefined;
    },
  };
};
