import type { ScreenState, Snapshot } from '../../contract/snapshot.ts';
import type { PageClock } from './timers.ts';

/**
 * How long a key stays down on the screen. A commit takes a few milliseconds, so the outcome often arrives in the same chunk
 * as the press; without this the citizen at the panel would never see which key it was. It is the time the key's way down takes.
 */
export const pressedMs = 60;
/**
 * How long an answer is seen at least. The kiosk ends it after seconds; a page that stood still for as long reads answer and end
 * in one chunk, and nobody would ever have been thanked.
 */
export const answerMs = 1_000;

const answers: ReadonlySet<ScreenState['name']> = new Set(['thanks', 'repeat', 'taken-back', 'not-recorded']);

const leastMs = ({ name }: ScreenState): number =>
  name === 'pressed' ? pressedMs : answers.has(name) ? answerMs : 0;

const pressOf = (screen: ScreenState): number | undefined => ('press' in screen ? screen.press : undefined);
/** Whether it is the same screen told again, perhaps with another countdown. */
export const isSameScreen = (a: ScreenState, b: ScreenState): boolean =>
  a.name === b.name && pressOf(a) === pressOf(b);

/** What the page itself knows of the screen it shows; milliseconds of its clock, undefined when there was nothing of the kind. */
export interface OwnPart {
  /** Since when the page has shown a key down: under a finger it went down long before the kiosk's word. */
  readonly pressedSince: () => number | undefined;
  /** When somebody at this screen last sent an answer away. */
  readonly sentAwayAt: () => number | undefined;
}

/**
 * Lets each `pressed` and each answer be seen for its time. What comes meanwhile waits, and only the newest of it is shown, but
 * for an answer, which is shown before the end of it. A new press waits for no answer, and nobody waits who sent one away.
 */
export const paceSnapshots = (
  clock: PageClock,
  show: (snapshot: Snapshot) => void,
  own: OwnPart,
): ((snapshot: Snapshot) => void) => {
  let held:
    | { readonly screen: ScreenState; readonly since: number; readonly callOff: () => void }
    | undefined;
  let waiting: readonly Snapshot[] = [];

  const letGo = (): void => {
    held?.callOff();
    held = undefined;
    const [next, ...rest] = waiting;
    waiting = rest;
    if (next) take(next);
  };
  const wait = (snapshot: Snapshot): void => {
    const answer = waiting.find(({ screen }) => answers.has(screen.name));
    waiting = answer && leastMs(snapshot.screen) === 0 ? [answer, snapshot] : [snapshot];
  };
  const take = (snapshot: Snapshot): void => {
    const { screen } = snapshot;
    if (held) {
      if (isSameScreen(held.screen, screen)) {
        show(snapshot);
        return;
      }
      const isSentAway = (own.sentAwayAt() ?? Number.NEGATIVE_INFINITY) > held.since;
      if (held.screen.name === 'pressed' || !(isSentAway || leastMs(screen) > 0)) {
        wait(snapshot);
        return;
      }
      held.callOff();
      held = undefined;
      waiting = [];
    }
    const pressedSince = screen.name === 'pressed' ? own.pressedSince() : undefined;
    show(snapshot);
    const now = clock.now();
    const left = leastMs(screen) - (pressedSince === undefined ? 0 : now - pressedSince);
    if (leastMs(screen) > 0 && left > 0) held = { screen, since: now, callOff: clock.after(left, letGo) };
    else if (waiting.length > 0) letGo();
  };
  return take;
};
