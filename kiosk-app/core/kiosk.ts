import { randomUUID } from 'node:crypto';
import type { Command } from '../contract/command.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { createButtonTest } from './button-test.ts';
import { categoryOfButton } from './buttons.ts';
import type { KioskConfig } from './config.ts';
import { createDoor } from './door.ts';
import { createLifeline } from './lifeline.ts';
import { keepObeyedCommands } from './obeyed-commands.ts';
import { isWithin, restAt } from './opening.ts';
import { createOrders, type ObeyCommand } from './orders.ts';
import { createPanelBoard } from './panel-board.ts';
import { createPanelLessons } from './panel-lessons.ts';
import type { Kiosk, KioskOptions } from './port.ts';
import { keepPressCounts } from './press-counts.ts';
import { createRatings } from './ratings.ts';
import { type Session, type SessionInput, screenAt, stepSession } from './session.ts';
import { codeOf, messageOf } from './store.ts';
import { createTurns } from './turns.ts';

const openingCheckMs = 15_000;
/** The page tells of a painted frame every second. */
const paintedForMs = 3_000;
const askedForMs = 20_000;
/** What became of a restart is told before it. */
const restartInMs = 500;

/** Opens one kiosk: ledger, uplink, panels and the session that every screen draws. */
export const openKiosk = (options: KioskOptions): Kiosk => {
  const { timers, clock, log } = options;
  let { config } = options;
  const openDoor = createDoor(() => timers.now());
  const run = randomUUID();
  const turns = createTurns();
  const subscribers = new Set<(snapshot: Snapshot) => void>();
  let session: Session = { screen: { name: 'starting' }, block: { name: 'starting' } };
  let revision = 0;
  let cancelTick: (() => void) | undefined;
  /** The newest frame the screen painted, and when it said so. */
  let painted: { readonly frame: number; readonly at: number } | undefined;
  let proof: Snapshot['info']['ledger']['proof'];
  let isClosing = false;
  let isMoving = false;
  let cancelAsked: (() => void) | undefined;

  const snapshot = (): Snapshot => {
    const ledger = life.ledger();
    const { at, boot, up } = clock.now();
    return {
      v: 1,
      run,
      revision,
      screen: screenAt(session, timers.now()),
      binding: { department: config.department, counter: config.counter },
      languages: config.languages,
      sound: config.sound && !isWithin(at, config.quiet),
      responseIntervalMs: config.responseIntervalMs,
      panels: board.statuses(),
      pressCounts: counts.all(),
      ...lessonNow(),
      ...steeringNow(),
      ...(cancelAsked ? { isAskedFor: true } : {}),
      ...testNow(),
      info: {
        version: options.version,
        kiosk: config.kiosk,
        ledger: {
          id: ledger?.id ?? '',
          head: ledger?.head().seq ?? 0,
          watermark: ledger?.watermark() ?? 0,
          ...(proof ? { proof } : {}),
        },
        network: {
          link: config.broker ? (life.uplink()?.link ?? 'down') : 'none',
          ...(config.broker ? { broker: config.broker } : {}),
        },
        clock: { wall: at, boot, up },
      },
    };
  };

  const publish = (): void => {
    revision += 1;
    if (subscribers.size === 0) return;
    const now = snapshot();
    for (const tell of subscribers) tell(now);
  };

  const arm = (): void => {
    cancelTick?.();
    cancelTick =
      session.until === undefined
        ? undefined
        : timers.after(Math.max(0, Math.ceil(session.until - timers.now())), () => step({ on: 'tick' }));
  };
  const step = (input: SessionInput): void => {
    const next = stepSession(session, input, timers.now());
    if (next === session) {
      // A timer may ring early: Node cuts its delay to whole milliseconds. Without this the message would stay for ever.
      if (input.on === 'tick') arm();
      return;
    }
    session = next;
    ratings.onScreen(next.screen);
    moveOn();
    arm();
    publish();
  };

  const block = (): void => {
    const problem = life.problem();
    const outOfService = problem ? ({ name: 'out-of-service', code: problem } as const) : undefined;
    step({ on: 'block', block: outOfService ?? restAt(clock.now().at, config) });
  };

  const counts = keepPressCounts(options.dataDir, timers);
  const board = createPanelBoard({
    open: options.openPanels,
    specs: config.panels,
    onChange: publish,
    onPress: (press, via) => {
      const isKnown = press.identity !== undefined && life.recorder()?.knows(press.identity) === true;
      if (isKnown || !test.take(press, via)) void ratings.rateFromPanel(press, via);
    },
  });
  const categoryOf = (button: Parameters<typeof categoryOfButton>[0]) =>
    categoryOfButton(button, config.buttons);
  const test = createButtonTest({
    timers,
    record: (button, via) =>
      turns.take(async () => {
        counts.count(button);
        try {
          life.recorder()?.selfTest(categoryOf(button), via);
          return life.recorder() !== undefined;
        } catch (error) {
          log({ level: 'error', code: codeOf(error), message: messageOf(error) });
          life.reopen();
          return false;
        }
      }),
    onChange: () => publish(),
  });
  const testNow = (): Pick<Snapshot, 'buttonTest'> => {
    const buttonTest = test.current();
    return buttonTest ? { buttonTest } : {};
  };

  const lessons = createPanelLessons({
    timers,
    dataDir: options.dataDir,
    onChange: () => publish(),
    release: () => board.replace([]),
    giveBack: () => void board.replace(config.panels),
    save: (panels) => {
      options.saveConfig?.({ panels });
      config = { ...config, panels };
      void board.replace(panels);
    },
  });
  const lessonNow = (): Pick<Snapshot, 'lesson'> => {
    const lesson = lessons.current();
    return lesson ? { lesson } : {};
  };

  const endAsked = (): void => {
    cancelAsked?.();
    if (!cancelAsked) return;
    cancelAsked = undefined;
    publish();
  };
  const obey: ObeyCommand = (command) => {
    switch (command) {
      case 'identify':
        cancelAsked?.();
        cancelAsked = timers.after(askedForMs, endAsked);
        publish();
        return undefined;
      case 'self-test':
        if (board.summary() === 'none') return 'command/no-panel';
        test.begin();
        return undefined;
      case 'restart': {
        const { onRestart } = options;
        if (!onRestart) return 'command/no-restart';
        timers.after(restartInMs, onRestart);
        return undefined;
      }
      default:
        return command satisfies never;
    }
  };
  const orders = createOrders({
    config: () => config,
    save: (change) => options.saveConfig?.(change),
    apply: (next) => configure(next),
    obeyed: keepObeyedCommands(options.dataDir),
    obey,
    announce: () => life.announce(),
    log,
  });

  const life = createLifeline({
    kiosk: options,
    orders,
    config: () => config,
    health: () => ({
      version: options.version,
      binding: { department: config.department.id, counter: config.counter.id },
      panel: { status: board.summary(), panels: board.statuses(), pressCounts: counts.all() },
      screen: painted
        ? { name: session.screen.name, paintedMsAgo: Math.round(timers.now() - painted.at) }
        : { name: session.screen.name },
      ...(proof ? { disk: { proof } } : {}),
      ...orders.told(),
    }),
    onChange: () => {
      block();
      moveOn();
      publish();
    },
  });

  const ratings = createRatings({
    life,
    turns,
    timers,
    responseIntervalMs: () => config.responseIntervalMs,
    categoryOf,
    screen: () => session.screen,
    isScreenPainted: () => painted !== undefined && timers.now() - painted.at < paintedForMs,
    step,
    publish: () => publish(),
    countPress: (button) => counts.count(button),
    log,
  });
  const steeringNow = (): Pick<Snapshot, 'steering'> => {
    const steering = ratings.steering();
    return steering ? { steering: { moves: steering.moves, picks: steering.picks } } : {};
  };

  // A ledger is left only between two citizens: nobody's rating that can still be taken back moves under their fingers.
  const moveOn = (): void => {
    if (session.until !== undefined || session.screen.name === 'pressed' || isMoving) return;
    if (!life.hasToMove()) return;
    isMoving = true;
    void turns.take(async () => {
      isMoving = false;
      if (life.rotateIfDue()) ratings.forget();
    });
  };

  const checkOpening = (): void => {
    block();
    cancelOpening = timers.after(openingCheckMs, checkOpening);
  };
  let cancelOpening: () => void = timers.after(openingCheckMs, checkOpening);

  const configure = (next: KioskConfig): void => {
    const lineOf = ({ broker, kiosk, centre, login, brokerCa }: KioskConfig): string =>
      JSON.stringify([broker, kiosk, centre, login, brokerCa]);
    const isNewLine = lineOf(next) !== lineOf(config);
    const hasOtherPanels = JSON.stringify(next.panels) !== JSON.stringify(config.panels);
    config = next;
    if (hasOtherPanels) void board.replace(next.panels);
    try {
      life.recorder()?.bind({ department: next.department.id, counter: next.counter.id });
      if (isNewLine) life.reopen();
    } catch (error) {
      // A ledger that is opened anew begins with the binding that it lacks.
      log({ level: 'error', code: codeOf(error), message: messageOf(error) });
      life.reopen();
    }
    life.announce();
    block();
    publish();
  };
  life.open();
  block();

  return {
    snapshot,
    async command(command: Command) {
      switch (command.do) {
        case 'press':
          return ratings.rate({ category: command.category, via: 'touch', press: `touch:${command.touch}` });
        case 'withdraw':
          return ratings.withdraw(command.seq);
        case 'comment':
          return ratings.comment(command.seq, command.text);
        case 'typing':
          step({ on: 'typing', seq: command.seq });
          return { ok: true };
        case 'dismiss':
          step({ on: 'dismissed' });
          return { ok: true };
        case 'key':
          board.key(command.code, `key:${command.touch}`);
          return { ok: true };
        case 'open-door':
          return openDoor(config, command.pin);
        case 'learn-panel': {
          const answer = openDoor(config, command.pin);
          if (answer.ok) lessons.begin(command.path);
          return answer;
        }
        case 'end-lesson':
          lessons.end();
          return { ok: true };
        case 'heartbeat':
          if (painted?.frame !== command.frame) painted = { frame: command.frame, at: timers.now() };
          return { ok: true };
        default:
          return command satisfies never;
      }
    },
    subscribe(tell) {
      subscribers.add(tell);
      return () => subscribers.delete(tell);
    },
    configure,
    isDrained() {
      const ledger = life.ledger();
      return ledger !== undefined && ledger.watermark() === ledger.head().seq && !life.hasToMove();
    },
    announce: () => life.announce(),
    noteProof(found) {
      proof = found;
      life.announce();
      publish();
    },
    async close() {
      if (isClosing) return;
      isClosing = true;
      cancelTick?.();
      cancelOpening();
      lessons.end();
      test.end();
      cancelAsked?.();
      await board.close();
      await turns.idle();
      await life.close();
      counts.close();
      subscribers.clear();
    },
  };
};
