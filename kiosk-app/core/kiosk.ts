import { randomUUID } from 'node:crypto';
import type { Command } from '../contract/command.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { createDoor } from './door.ts';
import { createLifeline } from './lifeline.ts';
import { isWithin, restAt } from './opening.ts';
import { createPanelBoard } from './panel-board.ts';
import { createPanelLessons } from './panel-lessons.ts';
import type { Kiosk, KioskOptions } from './port.ts';
import { keepPressCounts } from './press-counts.ts';
import { createRatings } from './ratings.ts';
import { type Session, type SessionInput, screenAt, stepSession } from './session.ts';
import { createTurns } from './turns.ts';

const openingCheckMs = 15_000;
/** The page tells of a painted frame every second. */
const paintedForMs = 3_000;

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
    onPress: (press, via) => void ratings.rateFromPanel(press, via),
  });

  const lessons = createPanelLessons({
    timers,
    dataDir: options.dataDir,
    onChange: () => publish(),
    release: () => board.replace([]),
    giveBack: () => void board.replace(config.panels),
    save: (panels) => {
      const next = { ...config, panels };
      options.saveConfig?.(next);
      config = next;
      void board.replace(panels);
    },
  });
  const lessonNow = (): Pick<Snapshot, 'lesson'> => {
    const lesson = lessons.current();
    return lesson ? { lesson } : {};
  };

  const life = createLifeline({
    kiosk: options,
    config: () => config,
    health: () => ({
      version: options.version,
      binding: { department: config.department.id, counter: config.counter.id },
      panel: { status: board.summary(), panels: board.statuses(), pressCounts: counts.all() },
      screen: painted
        ? { name: session.screen.name, paintedMsAgo: Math.round(timers.now() - painted.at) }
        : { name: session.screen.name },
      ...(proof ? { disk: { proof } } : {}),
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
    configure(next) {
      const isNewLine =
        next.broker !== config.broker || next.kiosk !== config.kiosk || next.centre !== config.centre;
      const hasOtherPanels = JSON.stringify(next.panels) !== JSON.stringify(config.panels);
      config = next;
      if (hasOtherPanels) void board.replace(next.panels);
      life.recorder()?.bind({ department: next.department.id, counter: next.counter.id });
      if (isNewLine) life.reopen();
      life.announce();
      block();
      publish();
    },
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
      await board.close();
      await turns.idle();
      await life.close();
      counts.close();
      subscribers.clear();
    },
  };
};
