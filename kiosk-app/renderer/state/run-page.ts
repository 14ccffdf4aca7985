import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import type { Language, Snapshot } from '../../contract/snapshot.ts';
import { listen } from '../link/listen.ts';
import { paceSnapshots } from '../link/pace-snapshots.ts';
import { type Send, sendUntilAnswered } from '../link/send.ts';
import type { PageClock } from '../link/timers.ts';
import { noticeLongPress } from './long-press.ts';
import { feed, type Page } from './page-store.ts';
import {
  homePreferences,
  type Mode,
  preferencesBackAfterMs,
  toggleMode,
  waitingAfterMs,
} from './preferences.ts';
import { shownOf, unreachable } from './shown.ts';

/** What the citizen's fingers, and a keyboard, can do. */
export interface PageActions {
  /** A finger on a tile: paints at once, sends nothing. */
  fingerDown(category: CategoryId): void;
  /** It was lifted on the tile: this is the press. */
  fingerUp(category: CategoryId): void;
  /** It slid off the tile, or the system took it away: no press. */
  fingerAway(): void;
  takeBack(seq: Seq): void;
  dismiss(): void;
  /** A key of the comment's keyboard; tells the kiosk now and then that somebody is writing. */
  type(seq: Seq): void;
  sendComment(seq: Seq, text: string): void;
  speak(language: Language): void;
  toggle(mode: Mode): void;
  /** Knocks at the technician's door, with the PIN once it was asked for. */
  openDoor(pin: string): void;
  closeDoor(): void;
  /** Behind the door: lists what is plugged in, or teaches the device at `path`. */
  learnPanel(path?: string): void;
  endLesson(): void;
  /** A key that no part of the page uses: perhaps a button of a keypad that types. */
  pressPanelKey(code: string): void;
  /** Somebody is there. */
  touchAnything(): void;
}

export interface PageEnvironment {
  readonly page: Page;
  readonly clock: PageClock;
  readonly fetch: typeof fetch;
  readonly send: Send;
  readonly eventsUrl: string;
  readonly mintId: () => string;
}

const lateAfterMs = 8_000;
const notRecordedMs = 20_000;
// An answered press whose outcome never shows was one the host already knew.
const outcomeMs = 1_000;
// The kiosk closes an idle comment after 45 s; telling it of every key would be forty requests a minute for nothing.
const typingEveryMs = 3_000;
// A technician who walks away leaves a citizen's screen behind.
const doorMs = 120_000;

/** Brings a page to life: listens, keeps the timers, turns fingers into commands. */
export const runPage = (
  env: PageEnvironment,
): { readonly actions: PageActions; readonly stop: () => void } => {
  const { page, clock, send } = env;
  let callOffs: (() => void)[] = [];
  let callOffDoor = (): void => {};
  // Needed again for what lies behind the door; forgotten when it shuts.
  let doorPin = '';
  let toldTypingAt = Number.NEGATIVE_INFINITY;
  let sentAwayAt: number | undefined;

  /** Idle starts anew: the waiting screen and the way home for language and modes. */
  const touchAnything = (): void => {
    for (const callOff of callOffs) callOff();
    if (page.getState().isWaiting) page.setState({ isWaiting: false });
    const rest = (): void => {
      // Whoever is writing or reading a message is not gone; the clock starts again with the choice.
      if (page.getState().snapshot?.screen.name === 'comment') touchAnything();
      else page.setState(homePreferences(page.getState().snapshot));
    };
    callOffs = [
      clock.after(waitingAfterMs, () => page.setState({ isWaiting: true })),
      clock.after(preferencesBackAfterMs, rest),
    ];
  };

  const onSnapshot = (snapshot: Snapshot): void => {
    const before = page.getState().snapshot;
    feed(page, { on: 'snapshot', snapshot, at: clock.now() });
    const after = page.getState();
    if (before?.screen.name !== after.snapshot?.screen.name) touchAnything();
    if (!snapshot.languages.includes(after.language)) page.setState(homePreferences(snapshot));
  };

  const stopListening = listen({
    fetch: env.fetch,
    clock,
    url: env.eventsUrl,
    onSnapshot: paceSnapshots(clock, onSnapshot, {
      pressedSince: () => {
        const { touch } = page.getState();
        return touch?.phase === 'held' ? undefined : touch?.landedAt;
      },
      sentAwayAt: () => sentAwayAt,
    }),
    onHeard: (isHeard) => feed(page, { on: 'heard', isHeard }),
  });
  const ignoreLongPress = noticeLongPress(page, clock);
  const callOffLate = clock.after(lateAfterMs, () => page.setState({ isLate: true }));
  touchAnything();

  const sendPress = async (id: string, category: CategoryId): Promise<void> => {
    const answer = await sendUntilAnswered(send, clock, { do: 'press', category, touch: id });
    if (answer?.ok) {
      feed(page, { on: 'answered', id });
      clock.after(outcomeMs, () => {
        const { touch } = page.getState();
        if (touch?.id === id && touch.phase === 'answered') feed(page, { on: 'touch-over' });
      });
      return;
    }
    feed(page, { on: 'failed', id, code: answer?.code ?? unreachable, at: clock.now() });
    clock.after(notRecordedMs, () => {
      if (page.getState().touch?.id === id) feed(page, { on: 'touch-over' });
    });
  };

  const closeDoor = (): void => {
    callOffDoor();
    doorPin = '';
    if (page.getState().snapshot?.lesson) void send({ do: 'end-lesson' });
    page.setState({ door: 'shut' });
  };
  const holdDoor = (): void => {
    callOffDoor();
    callOffDoor = clock.after(doorMs, closeDoor);
  };

  const actions: PageActions = {
    touchAnything,
    fingerDown: (category) => {
      const { name } = shownOf(page.getState());
      if (name === 'choose' || name === 'waiting')
        feed(page, { on: 'finger-down', id: env.mintId(), category, at: clock.now() });
    },
    fingerUp: (category) => {
      const { touch } = page.getState();
      if (touch?.phase !== 'held' || touch.category !== category) return;
      feed(page, { on: 'sent', id: touch.id, at: clock.now() });
      void sendPress(touch.id, category);
    },
    fingerAway: () => feed(page, { on: 'finger-away' }),
    takeBack: (seq) => void send({ do: 'withdraw', seq }),
    dismiss: () => {
      sentAwayAt = clock.now();
      if (page.getState().touch?.phase === 'failed') feed(page, { on: 'touch-over' });
      void send({ do: 'dismiss' });
    },
    type: (seq) => {
      if (clock.now() - toldTypingAt < typingEveryMs) return;
      toldTypingAt = clock.now();
      void send({ do: 'typing', seq });
    },
    sendComment: (seq, text) => void sendUntilAnswered(send, clock, { do: 'comment', seq, text }),
    openDoor: (pin) => {
      void send({ do: 'open-door', pin }).then((answer) => {
        if (answer?.ok) doorPin = pin;
        const wasAsked = page.getState().door !== 'shut';
        page.setState({ door: answer?.ok ? 'open' : wasAsked ? 'wrong-pin' : 'asking' });
        holdDoor();
      });
    },
    closeDoor,
    learnPanel: (path) => {
      holdDoor();
      void send({ do: 'learn-panel', pin: doorPin, ...(path === undefined ? {} : { path }) });
    },
    endLesson: () => {
      holdDoor();
      void send({ do: 'end-lesson' });
    },
    pressPanelKey: (code) => void sendUntilAnswered(send, clock, { do: 'key', code, touch: env.mintId() }),
    speak: (language) => page.setState({ language }),
    toggle: (mode) => page.setState((state) => toggleMode(state, mode)),
  };
  return {
    actions,
    stop: () => {
      stopListening();
      ignoreLongPress();
      callOffLate();
      callOffDoor();
      for (const callOff of callOffs) callOff();
    },
  };
};
