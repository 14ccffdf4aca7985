import { ledgersAside } from '../../sync/ledger/ledgers-aside.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import type { Uplink, UplinkOptions, UplinkStatus } from '../../sync/uplink/port.ts';
import { startUplink } from '../../sync/uplink/start-uplink.ts';
import type { KioskConfig } from './config.ts';
import type { KioskOptions } from './port.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { keepStore, ledgerPath } from './store.ts';

/** Ledger, recorder and uplink, which live and die together: whatever happens to the file happens to all three. */
export interface Lifeline {
  ledger(): Ledger | undefined;
  recorder(): Recorder | undefined;
  uplink(): UplinkStatus | undefined;
  /** The code of what keeps the ledger from being open. */
  problem(): string | undefined;
  open(): void;
  /** After a failed write nothing is assumed about the file: it is closed, checked and opened anew. */
  reopen(): void;
  /**
   * Why the kiosk has to move to a new ledger: a receipt has proven that this one has a twin, or a restored centre has lost
   * what it confirmed of one that was set aside.
   */
  hasToMove(): boolean;
  /** Moves to a new ledger; false when there is no reason to. */
  rotateIfDue(): boolean;
  announce(): void;
  close(): Promise<void>;
}

export const createLifeline = (options: {
  readonly kiosk: Pick<
    KioskOptions,
    'dataDir' | 'clock' | 'version' | 'laysLog' | 'timers' | 'log' | 'firstConnectSpreadMs' | 'openLink'
  >;
  readonly config: () => KioskConfig;
  readonly health: UplinkOptions['health'];
  readonly orders?: NonNullable<UplinkOptions['orders']>;
  readonly onChange: () => void;
}): Lifeline => {
  const { clock, timers, log, firstConnectSpreadMs, openLink } = options.kiosk;
  let uplink: Uplink | undefined;
  let recorder: Recorder | undefined;
  /** The one of the ledger that was left, until the next is open. */
  let leaving: Recorder | undefined;
  let problem: string | undefined;
  const closing = new Set<Promise<void>>();
  /** Ledgers aside that a rotation was to carry on, and from where. */
  const triedAbove = new Map<string, number>();

  const hangUp = (): void => {
    const done = uplink?.close();
    uplink = undefined;
    recorder = undefined;
    if (!done) return;
    closing.add(done);
    void done.then(() => closing.delete(done));
  };

  const connect = (ledger: Ledger): void => {
    const { broker, centre, kiosk, login, brokerCa } = options.config();
    if (!broker) return;
    const started = startUplink({
      ledger,
      aside: ledgersAside(ledgerPath(options.kiosk.dataDir), (line) =>
        log({ level: 'warn', ...line }),
      ).filter(
        // One that could not be carried on is tried again after a restart, not for ever in a circle.
        ({ path, watermark }) => watermark <= (triedAbove.get(path) ?? watermark),
      ),
      clock,
      timers,
      centre,
      kiosk,
      brokerUrl: broker,
      firstConnectSpreadMs,
      ...(login && { login }),
      ...(brokerCa && { tls: { ca: brokerCa } }),
      ...(openLink && { openLink }),
      ...(options.orders && { orders: options.orders }),
      health: options.health,
      log: (line) => log({ level: 'warn', ...line }),
    });
    started.subscribe(options.onChange);
    uplink = started;
  };

  const store = keepStore({
    ...options.kiosk,
    laysLog: options.kiosk.laysLog ?? false,
    onOpen: (ledger) => {
      const binding = () => {
        const { department, counter } = options.config();
        return { department: department.id, counter: counter.id };
      };
      const { centreKey } = options.config();
      if (centreKey && !ledger.centreKey()) ledger.pinCentreKey(centreKey);
      const opened = createRecorder({
        ledger,
        clock,
        binding,
        responseIntervalMs: () => options.config().responseIntervalMs,
        ...(leaving && { before: leaving }),
      });
      leaving = undefined;
      opened.bind(binding());
      recorder = opened;
      problem = undefined;
      connect(ledger);
      options.onChange();
    },
    onProblem: (code) => {
      recorder = undefined;
      problem = code;
      options.onChange();
    },
  });

  const hasToMove = (): boolean => {
    const status = uplink?.status();
    return status !== undefined && (status.twin || status.lost.length > 0);
  };

  return {
    ledger: () => store.ledger(),
    recorder: () => recorder,
    uplink: () => uplink?.status(),
    problem: () => problem,
    open: () => store.open(),
    reopen: () => {
      hangUp();
      store.reopen();
    },
    hasToMove,
    rotateIfDue: () => {
      const status = uplink?.status();
      if (!status || !hasToMove()) return false;
      const { twin, lost } = status;
      if (twin) {
        const message = 'the ledger has a twin: the kiosk takes a new one';
        log({ level: 'warn', code: 'ledger/twin', message });
      }
      for (const { path, above } of lost) {
        const message = `the centre has lost what it confirmed behind entry ${above} of ${path}: a new ledger carries it on`;
        log({ level: 'warn', code: 'ledger/aside-lost', message });
        triedAbove.set(path, above);
      }
      leaving = recorder;
      hangUp();
      store.rotate(lost);
      return true;
    },
    announce: () => uplink?.announce(),
    close: async () => {
      hangUp();
      await Promise.all(closing);
      store.close();
    },
  };
};
