import { randomUUID } from 'node:crypto';
import type { Press } from '../../device/panel.ts';
import type { CategoryId } from '../../sync/domain/categories.ts';
import type { RatingSource } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import type { Uplink } from '../../sync/uplink/port.ts';
import { startUplink } from '../../sync/uplink/start-uplink.ts';
import type { Command, CommandAnswer } from '../contract/command.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { categoryOfButton } from './buttons.ts';
import { createDoor } from './door.ts';
import { closedAt } from './opening.ts';
import { createPanelBoard } from './panel-board.ts';
import type { Kiosk, KioskOptions } from './port.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type Session, type SessionInput, screenAt, stepSession, undoMs } from './session.ts';
import { codeOf, keepStore, messageOf } from './store.ts';
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
  let uplink: Uplink | undefined;
  let recorder: Recorder | undefined;
  /** The rating that can still be taken back. */
  let undoable: { readonly seq: Seq; readonly category: CategoryId; readonly until: number } | undefined;
  let problem: string | undefined;
  let isClosing = false;

  const snapshot = (): Snapshot => {
    const ledger = store.ledger();
    const status = uplink?.status();
    const { at, boot, up } = clock.now();
    return {
      v: 1,
      run,
      revision,
      screen: screenAt(session, timers.now()),
      binding: { department: config.department, counter: config.counter },
      languages: config.languages,
      sound: config.sound,
      responseIntervalMs: config.responseIntervalMs,
      panels: board.statuses(),
      info: {
        version: options.version,
        kiosk: config.kiosk,
        ledger: { id: ledger?.id ?? '', head: ledger?.head().seq ?? 0, watermark: ledger?.watermark() ?? 0 },
        network: {
          link: config.broker ? (status?.link ?? 'down') : 'none',
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

  const step = (input: SessionInput): void => {
    const next = stepSession(session, input, timers.now());
    if (next === session) return;
    session = next;
    cancelTick?.();
    cancelTick =
      next.until === undefined
        ? undefined
        : timers.after(Math.max(0, next.until - timers.now()), () => step({ on: 'tick' }));
    publish();
  };

  const block = (): void => {
    const outOfService = problem ? ({ name: 'out-of-service', code: problem } as const) : undefined;
    step({ on: 'block', block: outOfService ?? closedAt(clock.now().at, config.opening) });
  };

  const connect = (ledger: Ledger): void => {
    if (!config.broker) return;
    const started = startUplink({
      ledger,
      clock,
      timers,
      centre: config.centre,
      kiosk: config.kiosk,
      brokerUrl: config.broker,
      firstConnectSpreadMs: options.firstConnectSpreadMs,
      health: () => ({
        version: options.version,
        binding: { department: config.department.id, counter: config.counter.id },
        panel: { status: board.summary() },
      }),
      log: (line) => log({ level: 'warn', ...line }),
    });
    started.subscribe(() => publish());
    uplink = started;
  };

  const store = keepStore({
    dataDir: options.dataDir,
    clock,
    version: options.version,
    timers,
    log,
    onOpen: (ledger) => {
      if (config.centreKey && !ledger.centreKey()) ledger.pinCentreKey(config.centreKey);
      recorder = createRecorder({
        ledger,
        clock,
        binding: () => ({ department: config.department.id, counter: config.counter.id }),
        responseIntervalMs: () => config.responseIntervalMs,
      });
      recorder.bind({ department: config.department.id, counter: config.counter.id });
      problem = undefined;
      connect(ledger);
    },
    onProblem: (code) => {
      recorder = undefined;
      problem = code;
    },
  });
  const board = createPanelBoard({
    open: options.openPanels,
    onChange: publish,
    onPress: (press, via) => void rateFromPanel(press, via),
  });

  /** Writes one press; the answer says whether it is on the disk. */
  const rate = async (request: Request): Promise<CommandAnswer> => {
    presses += 1;
    const press = presses;
    const { category } = request;
    const isKnown = request.press !== undefined && recorder?.knows(request.press) === true;
    if (!isKnown) step({ on: 'pressed', press, category });
    return turns.take(async () => {
      // The pressed state leaves the process before the commit may block it.
      if (!isKnown) await new Promise((resolve) => setImmediate(resolve));
      if (!recorder) {
        const code = problem ?? 'ledger/closed';
        step({ on: 'failed', press, category, code });
        return { ok: false, code, message: 'the ledger is not open' };
      }
      try {
        const recorded = recorder.record(request);
        if (recorded.outcome === 'repeat') step({ on: 'repeated', press, category });
        else if (recorded.outcome === 'counted' || request.via === 'touch') {
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
    reopen();
    return { ok: false, code, message: messageOf(error) };
  };

  // After a failed write nothing is assumed about the file: it is closed, checked and opened anew.
  const reopen = (): void => {
    const old = uplink;
    uplink = undefined;
    recorder = undefined;
    void old?.close();
    store.reopen();
    block();
  };

  const rateFromPanel = async (press: Press, via: RatingSource): Promise<void> => {
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
    try {
      recorder?.withdraw(seq);
    } catch (error) {
      log({ level: 'error', code: codeOf(error), message: messageOf(error) });
      reopen();
      return { ok: false, code: codeOf(error), message: messageOf(error) };
    }
    undoable = undefined;
    step({ on: 'withdrawn', category });
    return { ok: true };
  };

  const comment = (seq: Seq, text: string): CommandAnswer => {
    const { screen } = session;
    const ledger = store.ledger();
    if (screen.name !== 'comment' || screen.seq !== seq || !ledger)
      return { ok: false, code: 'session/not-current', message: 'this comment is no longer open' };
    try {
      if (text.trim() !== '') ledger.appendComment(seq, text.trim());
    } catch (error) {
      const answer = { ok: false, code: codeOf(error), message: messageOf(error) } as const;
      log({ level: 'error', ...answer });
      reopen();
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
  store.open();
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
        case 'heartbeat':
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
      config = next;
      recorder?.bind({ department: next.department.id, counter: next.counter.id });
      if (isNewLine) reopen();
      uplink?.announce();
      block();
      publish();
    },
    isDrained() {
      const ledger = store.ledger();
      return ledger !== undefined && ledger.watermark() === ledger.head().seq;
    },
    announce: () => uplink?.announce(),
    async close() {
      if (isClosing) return;
      isClosing = true;
      cancelTick?.();
      cancelOpening();
      await board.close();
      await turns.idle();
      await uplink?.close();
      store.close();
      subscribers.clear();
    },
  };
};
