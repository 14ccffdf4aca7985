import { randomUUID } from 'node:crypto';
import type { Press } from '../../device/panel.ts';
import type { CategoryId } from '../../sync/domain/categories.ts';
import type { RatingSource } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import type { Command, CommandAnswer } from '../contract/command.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { categoryOfButton } from './buttons.ts';
import { createDoor } from './door.ts';
import { createLifeline } from './lifeline.ts';
import { isWithin, restAt } from './opening.ts';
import { createPanelBoard } from './panel-board.ts';
import { createPanelLessons } from './panel-lessons.ts';
import type { Kiosk, KioskOptions } from './port.ts';
import { keepPressCounts } from './press-counts.ts';
import { type Session, type SessionInput, screenAt, stepSession, undoMs } from './session.ts';
import { codeOf, messageOf } from './store.ts';
import { createTurns } from './turns.ts';

// A take-back that was on its way when the time ran out still counts as in time.
const undoGraceMs = 1_500;
const openingCheckMs = 15_000;

interface Request {
  readonly category: CategoryId;
  readonly via: RatingSource;
  readonly press?: string;
}

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
  let presses = 0;
  let cancelTick: (() => void) | undefined;
  /** The rating that can still be taken back. */
  let undoable: { readonly seq: Seq; readonly category: CategoryId; readonly until: number } | undefined;
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
    onPress: (press, via) => void rateFromPanel(press, via),
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

  // A twin is left only between two citizens: nobody's rating that can still be taken back moves under their fingers.
  const moveOn = (): void => {
    if (session.until !== undefined || session.screen.name === 'pressed' || isMoving) return;
    if (!life.uplink()?.twin) return;
    isMoving = true;
    void turns.take(async () => {
      isMoving = false;
      if (life.rotateIfTwin()) undoable = undefined;
    });
  };

  /** Writes one press; the answer says whether it is on the disk. */
  const rate = async (request: Request): Promise<CommandAnswer> => {
    presses += 1;
    const press = presses;
    const { category } = request;
    const isKnown = request.press !== undefined && life.recorder()?.knows(request.press) === true;
    if (!isKnown) step({ on: 'pressed', press, category });
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
        if (recorded.outcome === 'repeat' || wasRepeat) step({ on: 'repeated', press, category });
        else if (recorded.seq !== undefined && (recorded.outcome === 'counted' || request.via === 'touch')) {
          undoable = { seq: recorded.seq, category, until: timers.now() + undoMs + undoGraceMs };
          step({ on: 'recorded', press, category, seq: recorded.seq });
        } else step({ on: 'known' });
        return { ok: true };
      } catch (error) {
        return fail(error, press, category);
      }
    });
  };

  const fail = (error: unknown, press: number, category: CategoryId): CommandAnswer => {
    const code = codeOf(error);
    log({ level: 'error', code, message: `a press was not recorded: ${messageOf(error)}` });
    step({ on: 'failed', press, category, code });
    life.reopen();
    return { ok: false, code, message: messageOf(error) };
  };

  const rateFromPanel = async (press: Press, via: RatingSource): Promise<void> => {
    if (!press.identity || !life.recorder()?.knows(press.identity)) counts.count(press.button);
    const answer = await rate({
      category: categoryOfButton(press.button),
      via,
      ...(press.identity === undefined ? {} : { press: press.identity }),
    });
    if (answer.ok) press.acknowledge();
    else press.refuse();
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
    const { screen } = session;
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
          return rate({ category: command.category, via: 'touch', press: `touch:${command.touch}` });
        case 'withdraw':
          return turns.take(async () => withdraw(command.seq));
        case 'comment':
          return turns.take(async () => comment(command.seq, command.text));
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
      return ledger !== undefined && ledger.watermark() === ledger.head().seq;
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
