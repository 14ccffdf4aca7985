import type { Instant, Seq } from '../domain/ids.ts';
import { LedgerError } from '../ledger/ledger-error.ts';
import type { StoredReceipt } from '../ledger/port.ts';
import { wholeTime } from '../ledger/whole-time.ts';
import { LinkError, type LinkMessage, type Will } from '../wire/link.ts';
import type { ClockSample, StateMessage } from '../wire/messages.ts';
import { openMqttLink } from '../wire/mqtt-link.ts';
import { formatTopic, parseTopic } from '../wire/topics.ts';
import { watchAsides } from './ask-after-asides.ts';
import { type Batch, buildBatch, buildQuestion } from './build-batch.ts';
import { checkReceipt } from './check-receipt.ts';
import { listenForOrders } from './listen-for-orders.ts';
import {
  initialUplink,
  stepUplink,
  type UplinkEffect,
  type UplinkInput,
  type UplinkTimer,
} from './machine.ts';
import type { Uplink, UplinkOptions, UplinkStatus } from './port.ts';

/** How long a close may take in all, the farewell to the broker included. */
const farewellMs = 900;

/** How often it is looked whether a ledger that was set aside has to be asked after. */
const asideMs = 60_000;

/** Runs the uplink's machine: a ledger on one side, an MQTT link on the other. Starts at once, gives up never. */
export const startUplink = (options: UplinkOptions): Uplink => {
  const { ledger, clock, timers, centre, kiosk, health, log = () => {} } = options;
  const topics = {
    entries: formatTopic({ centre, kiosk, channel: 'entries' }),
    receipt: formatTopic({ centre, kiosk, channel: 'receipt' }),
    state: formatTopic({ centre, kiosk, channel: 'state' }),
  };
  const openLink = options.openLink ?? openMqttLink;
  const link = openLink({
    brokerUrl: options.brokerUrl,
    name: kiosk,
    ...(options.tls && { tls: options.tls }),
    ...(options.login && { login: options.login }),
  });
  const counters: Record<string, number> = {};
  const listeners = new Set<(status: UplinkStatus) => void>();
  const cancels = new Map<UplinkTimer, () => void>();
  const inputs: UplinkInput[] = [];
  let state = initialUplink(ledger.head().seq, ledger.watermark());
  let isStepping = false;
  let echo: ClockSample['echo'];
  /** The same of a receipt that was not kept by a broker: it was said just then. */
  let liveEcho: ClockSample['echo'];
  let newest: StoredReceipt | undefined;
  let toKeep: Seq | undefined;
  let closing: Promise<void> | undefined;

  const count = (what: string, by = 1): void => {
    counters[what] = (counters[what] ?? 0) + by;
  };

  // The centre signs over the clock's JSON text, so the order of these keys is part of the wire.
  const readClock = (): ClockSample => {
    const { at, boot, up } = wholeTime(clock.now());
    return { wall: at, boot, up, ...(echo && { echo }) };
  };

  const stateMessage = (online: boolean): string => {
    const { version, binding, panel, screen, disk, config, command } = health();
    const message: StateMessage = {
      v: 1,
      online,
      version,
      clock: readClock(),
      ledger: { id: ledger.id, key: ledger.publicKey, head: ledger.head().seq, watermark: state.watermark },
      binding,
      ...(panel && { panel }),
      ...(screen && { screen }),
      ...(disk && { disk }),
      ...(config && { config }),
      ...(command && { command }),
    };
    return JSON.stringify(message);
  };

  const will = (): Will => ({ topic: topics.state, payload: stateMessage(false), qos: 1, retain: true });

  const status = (): UplinkStatus => ({
    link: state.link === 'up' ? 'up' : state.link === 'connecting' ? 'connecting' : 'down',
    watermark: state.watermark,
    pending: Math.max(0, state.head - state.watermark),
    twin: state.gate === 'twin',
    lost: asides.lost(),
    counters: { ...counters },
  });

  // The broker's PUBACK moves nothing; only its absence matters, because then this connection is worth nothing.
  const publish = (topic: string, payload: string, retain: boolean): Promise<void> =>
    link.publish(topic, payload, { qos: 1, retain }).catch((error: unknown) => {
      if (!(error instanceof LinkError)) throw error;
      count(error.code);
      if (error.code === 'link/timeout') link.drop(error.message);
    });

  /** What the ledger refuses while the uplink works is counted and tried again later; the kiosk hears of it from the ledger. */
  const fromLedger = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      count(error.code);
      log({ code: error.code, message: `uplink: ${error.message}` });
      return undefined;
    }
  };

  const asides = watchAsides({
    aside: options.aside ?? [],
    current: ledger,
    centre,
    kiosk,
    nowMs: timers.now,
    readClock,
    ask: (payload) => {
      count('questions-aside');
      void publish(topics.entries, payload, false);
    },
    fromLedger,
  });
  let cancelAsides = (): void => {};
  // Only while the centre answers for the ledger in use.
  const lookAside = (): void => {
    cancelAsides();
    if (!options.aside?.length || state.gate !== 'open') return;
    asides.askDue();
    cancelAsides = timers.after(asideMs, lookAside);
  };

  const send = (batch: Batch): void => {
    count('batches');
    count('entries', batch.upTo - batch.first + 1);
    void publish(topics.entries, batch.payload, false);
  };

  const wait = (timer: UplinkTimer, ms: number): void => {
    cancels.get(timer)?.();
    cancels.set(
      timer,
      timers.after(ms, () => {
        cancels.delete(timer);
        feed({ is: 'timer', timer });
      }),
    );
  };

  const run = (effect: UplinkEffect): void => {
    switch (effect.do) {
      case 'connect':
        count('connects');
        link.connect(will());
        return;
      case 'tell-state':
        void publish(topics.state, stateMessage(true), true);
        return;
      case 'ask': {
        count('questions');
        const question = fromLedger(() => buildQuestion(ledger, readClock(), effect.first));
        if (question) void publish(topics.entries, question.payload, false);
        return;
      }
      case 'send': {
        const batch = fromLedger(() => buildBatch(ledger, readClock(), effect.first, effect.limit));
        if (batch) send(batch);
        // Before anything else: the machine plans from where this batch ends.
        inputs.unshift(batch ? { is: 'sent', first: batch.first, upTo: batch.upTo } : { is: 'unsent' });
        return;
      }
      case 'keep-watermark':
        toKeep = effect.upTo;
        return;
      case 'wait':
        wait(effect.timer, effect.ms);
        return;
      case 'cancel':
        cancels.get(effect.timer)?.();
        cancels.delete(effect.timer);
        return;
      case 'count':
        count(effect.what);
        // A centre that stands lower here may stand lower everywhere.
        if (effect.what === 'moved-back') asides.askAll();
        log({
          code: `uplink/${effect.what}`,
          message: `at watermark ${state.watermark}, head ${state.head}`,
        });
        return;
      default:
        effect satisfies never;
    }
  };

  // Written after the next batches are on their way: the line is not left idle while the disk syncs. A crash in between only
  // sends again what the centre has.
  const keepWatermark = (): void => {
    if (toKeep === undefined) return;
    const upTo = toKeep;
    toKeep = undefined;
    fromLedger(() => ledger.setWatermark(upTo, newest?.upTo === upTo ? newest : undefined));
  };

  function feed(input: UplinkInput): void {
    inputs.push(input);
    if (isStepping) return;
    isStepping = true;
    const { gate } = state;
    try {
      for (let next = inputs.shift(); next; next = inputs.shift()) {
        const stepped = stepUplink(state, next, { nowMs: timers.now(), random: timers.random() });
        state = stepped.state;
        for (const effect of stepped.effects) run(effect);
      }
      keepWatermark();
    } finally {
      isStepping = false;
    }
    if (gate === 'shut' && state.gate === 'open') lookAside();
    for (const listener of [...listeners]) listener(status());
  }

  const hearReceipt = ({ payload, isRetained }: LinkMessage): void => {
    const checked = fromLedger(() => checkReceipt(payload, ledger, centre, kiosk));
    if (!checked) return;
    if (checked.is === 'flawed') {
      if (checked.flaw === 'receipt/other-ledger' && asides.hear(payload, isRetained)) {
        for (const listener of [...listeners]) listener(status());
        return;
      }
      count(checked.flaw);
      log({ code: checked.flaw, message: `ignored a receipt on ${topics.receipt}` });
      return;
    }
    const { receipt } = checked;
    fromLedger(() => ledger.pinCentreKey(receipt.centreKey));
    count('receipts');
    if (checked.is === 'twin') {
      feed({ is: 'twin' });
      return;
    }
    // A kept receipt arrives late by nobody knows how much: better than no bound, worse than any live one.
    const heard = { at: checked.at, up: wholeTime(clock.now()).up };
    if (!isRetained || !echo) echo = heard;
    if (!isRetained) liveEcho = heard;
    newest = receipt;
    feed({ is: 'receipt', upTo: receipt.upTo, isRetained });
    orders?.onTrust();
  };

  const orders =
    options.orders &&
    listenForOrders({
      centre,
      kiosk,
      link,
      to: options.orders,
      key: () => fromLedger(() => ledger.centreKey()),
      centreNow: () => liveEcho && ((liveEcho.at + wholeTime(clock.now()).up - liveEcho.up) as Instant),
      count,
      log,
    });

  const offLink = link.on((event) => {
    switch (event.is) {
      case 'up':
        link.subscribe(topics.receipt, 1).then(
          () => {
            feed({ is: 'linked' });
            orders?.subscribe();
          },
          (error: unknown) => {
            if (!(error instanceof LinkError)) throw error;
            if (error.code !== 'link/down') link.drop(error.message);
          },
        );
        return;
      case 'down':
        count('disconnects');
        log({ code: 'uplink/down', message: event.reason });
        feed({ is: 'unlinked' });
        return;
      case 'message': {
        const topic = parseTopic(event.message.topic);
        const isOurs = topic?.centre === centre && topic.kiosk === kiosk;
        if (isOurs && topic.channel === 'receipt') hearReceipt(event.message);
        else if (!isOurs || !orders?.hear(topic.channel, event.message)) count('foreign-topic');
        return;
      }
      default:
        event satisfies never;
    }
  });
  const offLedger = ledger.subscribe((entry: { readonly seq: Seq }) =>
    feed({ is: 'appended', head: entry.seq }),
  );

  const close = async (): Promise<void> => {
    const wasUp = state.link === 'up';
    offLedger();
    const farewell = wasUp ? publish(topics.state, stateMessage(false), true) : Promise.resolve();
    feed({ is: 'stop' });
    cancelAsides();
    let stopWaiting = (): void => {};
    const patience = new Promise<void>((resolve) => {
      stopWaiting = timers.after(farewellMs, resolve);
    });
    await Promise.race([farewell, patience]);
    stopWaiting();
    offLink();
    await link.close();
    listeners.clear();
  };

  feed({ is: 'start', spreadMs: options.firstConnectSpreadMs });

  return {
    status,
    announce: () => feed({ is: 'announce' }),
    subscribe(onStatus) {
      listeners.add(onStatus);
      return () => listeners.delete(onStatus);
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
};
