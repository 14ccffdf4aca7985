import { join } from 'node:path';
import { type ImportResult, importFile } from '../../../sync/centre/import/import-file.ts';
import { type Intake, openIntake, type Publication } from '../../../sync/centre/ingest/intake.ts';
import { type CentreStore, openCentreStore } from '../../../sync/centre/store/centre-store.ts';
import { storeFileName } from '../../../sync/centre/store/open-store.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import type { PrivateKey, PublicKey } from '../../../sync/proof/signing.ts';
import { parseTopic } from '../../../sync/wire/topics.ts';
import { type Client, createPath, type Path } from './broker.ts';
import { type LogMark, markLog, tearLog } from './disk.ts';
import type { CrashPoint } from './fault-book.ts';
import { type Item, readCentre } from './media.ts';
import { centreId, type Scene } from './scene.ts';

export interface CentreDeath {
  readonly fault?: 'centre-crash';
  readonly tear?: number;
  readonly downMs: number;
  readonly service?: (image: string) => string;
}

/** The centre: its disk, its real store and intake, and the way to the broker; it dies and comes back. */
export interface SimCentre {
  readonly path: Path;
  folder(): string;
  isOn(): boolean;
  start(): void;
  die(death: CentreDeath): void;
  /** Dies where its work next comes to this place. */
  dieAt(place: CrashPoint, death: CentreDeath): void;
  /** How far each ledger is stored, as long as it is on. */
  standing(): ReadonlyMap<string, number>;
  /** Takes an export as `centre -- import` does; only while it is on. */
  takeByHand(path: string): ImportResult;
  /** What it holds; only while it is on. */
  items(): ReadonlySet<Item>;
  keys(): { readonly publicKey: PublicKey; readonly privateKey: PrivateKey };
  stop(): void;
}

interface Running {
  readonly store: CentreStore;
  readonly intake: Intake;
  isDead: boolean;
  armed: { readonly place: CrashPoint; readonly death: CentreDeath } | undefined;
  mark: LogMark;
  place: CrashPoint;
  isCommitDue: boolean;
  client: Client | undefined;
}

const reconnectMs = 1_000;
/** Messages that arrive within this time of each other may share a commit. */
const gatherMs = 12;

const isHeard = (topic: string): boolean => topic.endsWith('/entries') || topic.endsWith('/state');

export const createCentre = (
  scene: Scene,
  options: { readonly folder: string; readonly isEmbedded: boolean },
): SimCentre => {
  const { time, book, note, disks, broker, verdicts, mutant } = scene;
  const chance = scene.random('centre');
  const path = createPath('centre');
  let folder = options.folder;
  let running: Running | undefined;
  /** Armed for the next running. */
  let next: Running['armed'];
  let keys: ReturnType<SimCentre['keys']> | undefined;
  /** What the receipts said since the store was last taken from a backup. */
  const said = new Map<string, number>();

  const database = (of: string = folder): string => join(of, storeFileName);
  const now = (): Instant => scene.trueNow() as Instant;

  const step = (self: Running, place: CrashPoint): void => {
    self.place = place;
    if (!self.isDead && self.armed?.place === place) end(self, self.armed.death);
  };

  const end = (self: Running, death: CentreDeath): void => {
    if (self.isDead) return;
    self.isDead = true;
    running = undefined;
    book.fire('entries forked', self.intake.counters.read().forks);
    const image = disks.imageOf(folder);
    const isTorn = death.tear !== undefined && tearLog(database(image), self.mark, death.tear);
    if (death.fault) {
      book.fire(death.fault);
      book.fire(self.place);
      if (isTorn) book.fire('centre: torn write');
      note(`centre ${death.fault} (${self.place})${isTorn ? ' torn' : ''}`);
    }
    if (options.isEmbedded) broker.crash();
    else if (self.client) broker.disconnect(self.client, 'reset');
    const old = folder;
    folder = death.service?.(image) ?? image;
    if (death.service) said.clear();
    time.after(0, () => {
      if (self.store.db.inTransaction) self.store.db.exec('ROLLBACK');
      self.store.close();
      disks.remove(old);
    });
    time.after(death.downMs, start);
  };

  const publish = (self: Running, { topic, payload, retain }: Publication): void => {
    if (self.isDead || !self.client?.isOpen) return;
    const { ledger, upTo } = JSON.parse(payload) as { ledger: string; upTo: number };
    verdicts.heardReceipt(ledger, upTo);
    said.set(ledger, Math.max(said.get(ledger) ?? 0, upTo));
    self.mark = markLog(database());
    broker.publish(self.client, topic, payload, retain, () => {});
  };

  const sayAll = (self: Running, receipts: readonly Publication[]): void => {
    let isFirst = true;
    for (const receipt of receipts) {
      step(self, isFirst ? 'centre: committed, not receipted' : 'centre: between two receipts');
      publish(self, receipt);
      isFirst = false;
    }
  };

  const commit = (self: Running): void => {
    self.isCommitDue = false;
    if (self.isDead) return;
    step(self, 'centre: heard, not committed');
    sayAll(self, self.intake.commit());
    step(self, 'centre: receipted');
  };

  const deliver = (self: Running, topic: string, payload: Uint8Array, isRetained: boolean): void => {
    if (self.isDead) return;
    step(self, 'centre: receipted');
    if (!self.intake.receive({ topic, payload, isRetained }) || self.isCommitDue) return;
    self.isCommitDue = true;
    time.after(chance.between(0, gatherMs), () => commit(self));
  };

  const connect = (self: Running): void => {
    if (self.isDead) return;
    const client: Client = {
      name: 'centre',
      path,
      will: undefined,
      isOpen: false,
      hears: [],
      lastPacketId: 0,
      deliver: ({ topic, payload, isRetained }, packetId) => {
        const take = (): void => deliver(self, topic, payload, isRetained);
        if (mutant?.takePacket && parseTopic(topic)?.channel === 'entries') {
          mutant.takePacket(client, packetId, payload, take);
        } else take();
      },
      lost: () => {
        if (self.client === client) self.client = undefined;
        time.after(reconnectMs, () => connect(self));
      },
    };
    broker.connect(client, (failure) => {
      if (self.isDead || failure !== undefined) {
        if (failure === undefined) broker.disconnect(client, 'reset');
        else time.after(reconnectMs, () => connect(self));
        return;
      }
      self.client = client;
      broker.subscribe(client, isHeard, () => {
        if (!self.isDead) sayAll(self, self.intake.allReceipts());
      });
    });
  };

  const checkWhatWasSaid = (store: CentreStore): void => {
    const held = new Map(store.evidence.ledgers().map((row) => [String(row.id), Number(row.upTo)]));
    for (const [ledger, upTo] of said) {
      const has = held.get(ledger) ?? 0;
      if (has < upTo)
        verdicts.violate(`centre: a receipt said ${upTo}, after the crash the store holds ${has}`);
    }
  };

  const start = (): void => {
    if (running) return;
    note('centre starts');
    const mark = markLog(database());
    const opened = openCentreStore(folder, centreId, now());
    checkWhatWasSaid(opened);
    const self: Running = {
      store: opened,
      intake: openIntake({
        store: probed(mutant?.wrapStore?.(opened) ?? opened, () =>
          step(self, 'centre: inside the transaction'),
        ),
        now,
        log: ({ code }) => note(`centre logs ${code}`),
      }),
      isDead: false,
      armed: next,
      mark,
      place: 'centre: receipted',
      isCommitDue: false,
      client: undefined,
    };
    running = self;
    next = undefined;
    keys = opened.identity;
    if (options.isEmbedded) broker.start();
    connect(self);
  };

  const on = (): Running => {
    if (!running) throw new Error('the centre is off');
    return running;
  };

  return {
    path,
    folder: () => folder,
    isOn: () => running !== undefined,
    start,
    die: (death) => {
      if (running) end(running, death);
    },
    dieAt: (place, death) => {
      if (!running) return;
      if (place !== 'centre: between two receipts') running.armed = { place, death };
      else {
        // Several receipts go out together when a centre comes up.
        next = { place, death };
        end(running, { downMs: 500 });
      }
    },
    standing: () =>
      new Map(
        on()
          .store.evidence.ledgers()
          .map((row) => [String(row.id), Number(row.upTo)]),
      ),
    takeByHand: (path) => {
      const { store, intake } = on();
      const result = importFile(store, intake, path);
      book.fire('imported by hand');
      note(
        `centre imports ${result.batches} batches, ${result.entries} entries, ${result.problems.length} problems`,
      );
      return result;
    },
    items: () => readCentre(on().store.db, scene.reader),
    keys: () => {
      if (!keys) throw new Error('the centre was never on');
      return keys;
    },
    stop: () => {
      const self = running;
      running = undefined;
      if (!self) return;
      self.isDead = true;
      book.fire('entries forked', self.intake.counters.read().forks);
      if (self.store.db.inTransaction) self.store.db.exec('COMMIT');
      self.store.close();
    },
  };
};

/** The same store, with a step at the end of each transaction, before its COMMIT. */
const probed = (store: CentreStore, step: () => void): CentreStore => ({
  ...store,
  transact: (work) =>
    store.transact(() => {
      const result = work();
      step();
      return result;
    }),
});
