import type { Seq } from '../domain/ids.ts';
import { brokerAddressFor } from './broker/broker-address.ts';
import { type BrokerEars, type BrokerTask, openBrokerThread } from './broker/broker-thread.ts';
import type { BrokerLink } from './broker/link.ts';
import { CentreError } from './centre-error.ts';
import { deskOf } from './desk/open-desk.ts';
import { kioskSteeringOf } from './fleet/steer-kiosks.ts';
import type { Console } from './http/server.ts';
import { importFile } from './import/import-file.ts';
import { openIntake } from './ingest/intake.ts';
import type { Publication } from './ingest/receipts.ts';
import type { Centre, CentreOptions } from './port.ts';
import { openCentreStore } from './store/centre-store.ts';
import { storePathIn } from './store/open-store.ts';
import { reporterOf } from './tally/report-of.ts';
import { type Reader, startReader } from './views/reader.ts';

/** Entries that wait for no more to be committed with them. */
const enough = 256;

const taskOf = ({ centre, dataDir, mqtt }: CentreOptions): BrokerTask => {
  if ('brokerUrl' in mqtt) return { centre, outside: mqtt.brokerUrl };
  const { anonymous = 'loopback', ...at } = mqtt;
  return { centre, inside: { ...at, anonymous, storePath: storePathIn(dataDir) } };
};

/**
 * Opens the store, then the broker, tells every kiosk how far it is stored, and serves the console where it is asked for.
 * @throws CentreError with the codes of `openStore`, `centre/port-in-use`, `centre/address-not-usable`
 */
export const openCentre = async (options: CentreOptions): Promise<Centre> => {
  const { now } = options;
  const log = options.log ?? (() => {});
  const store = openCentreStore(options.dataDir, options.centre, now());
  const intake = openIntake({ store, now, log });
  const reporter = reporterOf(store.db, store.closings);
  const desk = deskOf(store, reporter, now);
  const steering = kioskSteeringOf(store, now);
  let link: BrokerLink | undefined;
  const { gatherMs = 0 } = options;
  let unschedule: (() => void) | undefined;
  let isClosed = false;
  const uncommitted: (() => void)[] = [];
  let gathered = 0;

  const drain = (): void => {
    unschedule = undefined;
    gathered = 0;
    const releases = uncommitted.splice(0);
    try {
      for (const receipt of intake.commit()) link?.publish(receipt);
    } catch (cause) {
      if (!(cause instanceof CentreError)) throw cause;
      log({ code: cause.code, message: cause.message });
    } finally {
      for (const release of releases) release();
    }
  };

  const soon = (): (() => void) => {
    const turn = setImmediate(drain);
    return () => clearImmediate(turn);
  };
  const schedule = (): (() => void) => {
    if (gatherMs === 0) return soon();
    const timer = setTimeout(drain, gatherMs);
    return () => clearTimeout(timer);
  };

  const ears: BrokerEars = {
    // Everything that came in one turn of the event loop, or while it gathered, is committed together.
    onArrival: (arrival, release) => {
      if (isClosed || !intake.take(arrival)) return release();
      uncommitted.push(release);
      unschedule ??= schedule();
      const before = gathered;
      gathered += arrival.kind === 'entries' ? arrival.batch.hashes.length : 0;
      // A kiosk that drains a backlog waits for its receipts: what is worth a transaction of its own does not wait for more.
      if (before >= enough || gathered < enough) return;
      unschedule();
      unschedule = soon();
    },
    onUp: () => {
      for (const receipt of intake.allReceipts()) link?.publish(receipt);
      for (const config of steering.allConfigs()) link?.publish(config);
    },
    onForeign: () => intake.counters.count('foreignTopics'),
    onOversize: () => intake.counters.count('oversize'),
    onDropped: () => intake.counters.count('dropped'),
    log,
  };

  try {
    link = await openBrokerThread(taskOf(options), ears);
  } catch (cause) {
    store.close();
    throw cause;
  }
  const broker = link;
  let reader: Reader | undefined;
  let office: Console | undefined;
  if (options.console) {
    reader = startReader(storePathIn(options.dataDir), now);
    const importExport = (path: string) => {
      // What the network brought is committed and answered first: an import keeps its receipts to itself.
      drain();
      return importFile(store, intake, path);
    };
    const publish = (publication: Publication): void => link?.publish(publication);
    const address = {
      url: broker.url,
      said: options.kioskBrokerUrl,
      ca: 'tls' in options.mqtt ? options.mqtt.tls?.ca : undefined,
    };
    const brokerFor = (header: string) => brokerAddressFor(address, header);
    const told = { steering, publish, brokerFor };
    const lent = { dataDir: options.dataDir, store, desk, ...told, reader, now, log, importExport };
    try {
      // Loaded only where there is a console: a centre for tests and replays starts without an HTTP server's weight.
      const { startConsole } = await import('./http/server.ts');
      office = await startConsole({ ...lent, counters: () => intake.counters.read() }, options.console);
    } catch (cause) {
      isClosed = true;
      await reader.close();
      await broker.close();
      store.close();
      throw cause;
    }
  }
  // An embedded broker is up before its link is in hand.
  if (!('brokerUrl' in options.mqtt)) ears.onUp();

  const open = (): void => {
    if (isClosed) throw new CentreError('centre/closed', 'the centre is closed');
  };
  return {
    desk,
    console: office ?? null,
    brokerUrl: broker.url,
    publicKey: store.identity.publicKey,
    counters: () => intake.counters.read(),
    departments: () => {
      open();
      return store.registry.list();
    },
    putDepartments: (departments) => {
      open();
      store.transact(() => store.registry.put(departments, 'system', now()));
    },
    report: (label) => {
      open();
      return reporter.report(label);
    },
    ledgers: () => {
      open();
      return store.evidence
        .ledgers()
        .map(({ id, kiosk, upTo }) => ({ ledger: id, kiosk, upTo: upTo as Seq }));
    },
    close: async () => {
      if (isClosed) return;
      if (unschedule) {
        unschedule();
        drain();
      }
      isClosed = true;
      await office?.close();
      await reader?.close();
      await broker.close();
      store.close();
    },
  };
};
