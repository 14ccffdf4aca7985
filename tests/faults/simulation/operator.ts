import { join } from 'node:path';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import { readLedger } from '../../../sync/ledger/read-ledger.ts';
import { writeExport } from '../../../sync/uplink/write-export.ts';
import type { SimCentre } from './centre.ts';
import { type CrashPoint, crashPoints, type FaultKind } from './fault-book.ts';
import type { Death, Machine } from './machine.ts';
import { type Item, type LedgerOnDisk, readLedgers } from './media.ts';
import type { Plan, TimedFault } from './plan.ts';
import { centreId, type Scene } from './scene.ts';

/** Who does to the machines what happens to machines. Every action says whether it could be done now. */
export interface Operator {
  /** Takes the image that a later restore will bring back. */
  prepare(): void;
  act(kind: TimedFault, kiosk: number): boolean;
  /** What people carry: exports of disks that were taken out. True when there was any. */
  carryByHand(): boolean;
}

interface Image {
  readonly folder: string;
  readonly of: string;
}

/** A memory stick with the export of a ledger. */
interface Stick {
  readonly path: string;
  readonly items: ReadonlySet<Item>;
}

const dayMs = 86_400_000;
const isPlace = (point: CrashPoint): boolean => !point.endsWith('torn write');
const kioskPlaces = crashPoints.filter((point) => point.startsWith('kiosk') && isPlace(point));
const centrePlaces = crashPoints.filter((point) => point.startsWith('centre') && isPlace(point));

export const createOperator = (options: {
  readonly scene: Scene;
  readonly plan: Plan;
  readonly centre: SimCentre;
  readonly machines: Machine[];
  readonly cloneOf: (original: Machine, folder: string) => Machine;
}): Operator => {
  const { scene, plan, centre, machines, cloneOf } = options;
  const { time, book, note, broker, disks, verdicts, reader } = scene;
  const chance = scene.random('operator');
  const images: Image[] = [];
  const sticks: Stick[] = [];
  let backup: { readonly folder: string; readonly items: ReadonlySet<Item> } | undefined;
  /** What the centre held once and lost to a restore: being told that it is safe no longer means that it is. */
  const lostByRestore = new Set<Item>();

  const machineAt = (index: number): Machine => {
    const machine = machines[index % machines.length];
    if (!machine) throw new RangeError('no such machine');
    return machine;
  };

  const onDisks = (but?: Machine): ReadonlySet<Item> => {
    const items = new Set(sticks.flatMap((stick) => [...stick.items]));
    for (const machine of machines) {
      if (machine === but) continue;
      for (const ledger of readLedgers(machine.folder(), reader))
        for (const item of ledger.items.keys()) items.add(item);
    }
    return items;
  };

  /** The whole ledger, as `kiosk -- export --from 1` writes it. */
  const exportLedger = ({ path, items }: LedgerOnDisk, { config, clock }: Machine): Stick => {
    const ledger = readLedger(path);
    const stick = join(disks.empty(), 'ledger.motcham');
    writeExport(stick, { ledger, clock, centre: centreId, kiosk: config.kiosk, from: 1 as Seq });
    ledger.close();
    book.fire('exported by hand');
    note(`${config.kiosk} exported`);
    return { path: stick, items: new Set(items.keys()) };
  };

  /** A kiosk's disk goes, and with it what nobody else has. What the kiosk had no receipt for may be lost; nothing else. */
  const accountForDisk = (machine: Machine, before: string, after: string): void => {
    const kept = new Set<Item>(onDisks(machine));
    for (const ledger of readLedgers(after, reader)) for (const item of ledger.items.keys()) kept.add(item);
    const atCentre = centre.isOn() ? centre.items() : new Set<Item>();
    const pending = new Set<Item>();
    const held = new Set<Item>();
    for (const ledger of readLedgers(before, reader)) {
      for (const [item, seq] of ledger.items) {
        held.add(item);
        if (ledger.isCurrent && seq > ledger.watermark) pending.add(item);
      }
    }
    const gone = [...held].filter(
      (item) => !kept.has(item) && !atCentre.has(item) && (pending.has(item) || lostByRestore.has(item)),
    );
    note(`${machine.name} loses ${gone.length} with its disk`);
    verdicts.excuse(gone);
  };

  const accountForStore = (before: ReadonlySet<Item>, after: ReadonlySet<Item>): void => {
    const kept = onDisks();
    for (const item of before) {
      if (after.has(item)) continue;
      lostByRestore.add(item);
      if (!kept.has(item)) verdicts.excuse([item]);
    }
  };

  const swap = (machine: Machine, kind: 'disk-replaced' | 'image-restored', make: () => string): boolean => {
    if (!machine.isOn() || !centre.isOn()) return false;
    const before = machine.snapshot()?.info.ledger.head ?? 0;
    if (before === 0) return false;
    machine.die({
      isPower: true,
      downMs: chance.between(20_000, 120_000),
      service: (image) => {
        const next = make();
        if (kind === 'disk-replaced' && chance.chance(0.5)) {
          for (const ledger of readLedgers(image, reader)) sticks.push(exportLedger(ledger, machine));
        }
        accountForDisk(machine, image, next);
        disks.remove(image);
        return next;
      },
    });
    book.fire(kind);
    note(`${machine.name} ${kind}`);
    return true;
  };

  const setClock = (machine: Machine, kind: FaultKind, offMs: number, healMs: number): void => {
    machine.clock.set(offMs, kind);
    note(`${machine.name} ${kind} ${Math.round(offMs)}`);
    // Somebody, or the network, sets it right later; or nobody does.
    if (chance.chance(0.6)) {
      time.after(healMs, () => machine.clock.set(chance.between(-4_000, 4_000), undefined));
    }
  };

  const tear = (): { readonly tear?: number } => (chance.chance(0.4) ? { tear: chance.next() } : {});

  const dieAt = (machine: Machine, death: Death): void => {
    machine.dieAt(chance.pick(kioskPlaces), death);
    const via = chance.chance(0.5) ? 'touch' : 'panel';
    time.after(chance.between(500, 9_000), () => machine.press(chance.pick(categoryIds), via));
  };

  const actions: Readonly<Record<TimedFault, (machine: Machine) => boolean>> = {
    partition: (machine) => {
      const isCentres = !plan.isEmbedded && chance.chance(0.4);
      const path = isCentres ? centre.path : machine.path;
      if (path.state !== 'open') return false;
      broker.setPath(path, chance.chance(0.5) ? 'silent' : 'cut');
      time.after(chance.between(15_000, 240_000), () => broker.setPath(path, 'open'));
      return true;
    },
    'broker-amnesia': () => {
      if (!broker.isUp) return false;
      if (plan.isEmbedded) {
        centre.die({ downMs: chance.between(500, 5_000) });
      } else {
        broker.crash();
        time.after(chance.between(200, 60_000), () => broker.start());
      }
      return true;
    },
    'kiosk-crash': (machine) => {
      if (!machine.isOn()) return false;
      const death = { fault: 'kiosk-crash', isPower: false, downMs: chance.between(800, 6_000) } as const;
      dieAt(machine, { ...death, ...tear() });
      return true;
    },
    'power-cut': (machine) => {
      if (!machine.isOn()) return false;
      const death = { fault: 'power-cut', isPower: true, downMs: chance.between(10_000, 90_000) } as const;
      dieAt(machine, { ...death, ...tear() });
      return true;
    },
    'centre-crash': () => {
      if (!centre.isOn()) return false;
      const downMs = chance.between(500, 45_000);
      centre.dieAt(chance.pick(centrePlaces), { fault: 'centre-crash', downMs, ...tear() });
      return true;
    },
    'centre-restored': () => {
      if (!centre.isOn() || !backup) return false;
      const before = centre.items();
      const { items, folder } = backup;
      if ([...before].every((item) => items.has(item))) return false;
      centre.die({
        downMs: chance.between(5_000, 120_000),
        service: (image) => {
          accountForStore(before, items);
          disks.remove(image);
          return disks.imageOf(folder);
        },
      });
      book.fire('centre-restored');
      note(`centre restored, ${before.size} -> ${items.size}`);
      return true;
    },
    'disk-replaced': (machine) => swap(machine, 'disk-replaced', () => disks.empty()),
    'image-restored': (machine) => {
      const image = images.find(({ of }) => of === machine.name);
      const head = (folder: string): number =>
        Math.max(0, ...readLedgers(folder, reader).map(({ items }) => items.size));
      if (!image || head(image.folder) === head(machine.folder())) return false;
      return swap(machine, 'image-restored', () => disks.imageOf(image.folder));
    },
    'disk-cloned': (machine) => {
      if (!machine.isOn() || (machine.snapshot()?.info.ledger.head ?? 0) === 0) return false;
      const clone = cloneOf(machine, disks.imageOf(machine.folder()));
      machines.push(clone);
      clone.start();
      // Both go on with one name: that is the fault.
      for (const one of [machine, clone, clone, machine, clone]) {
        time.after(chance.between(1_000, 200_000), () =>
          one.press(chance.pick(['satisfied-service', 'dissatisfied-time']), 'touch'),
        );
      }
      book.fire('disk-cloned');
      note(`${machine.name} cloned as ${clone.name}`);
      return true;
    },
    'clock-ahead': (machine) => {
      setClock(machine, 'clock-ahead', dayMs + chance.between(0, 7_200_000), chance.between(60_000, 900_000));
      return true;
    },
    'clock-back': (machine) => {
      setClock(machine, 'clock-back', -chance.between(1.1, 60) * 3_600_000, chance.between(60_000, 900_000));
      return true;
    },
    'clock-1970': (machine) => {
      if (!machine.isOn()) return false;
      machine.clock.setLie('clock-1970');
      machine.die({ isPower: true, downMs: chance.between(5_000, 40_000) });
      note(`${machine.name} clock-1970`);
      return true;
    },
  };

  const take = ({ path, items }: Stick): void => {
    const { problems } = centre.takeByHand(path);
    if (!problems.some(({ reason }) => reason.includes('kept aside'))) return;
    // The other side of a fork: kept with the centre's evidence and raised, never counted by itself.
    book.fire('export kept aside as a fork');
    const held = centre.items();
    verdicts.excuse([...items].filter((item) => !held.has(item)));
  };

  return {
    carryByHand: () => {
      for (const stick of sticks) take(stick);
      return sticks.length > 0;
    },
    prepare: () => {
      if (plan.kinds.has('centre-restored') && centre.isOn() && !(backup && chance.chance(0.5))) {
        backup = { folder: disks.imageOf(centre.folder()), items: centre.items() };
        note(`centre backed up with ${backup.items.size}`);
      }
      if (!plan.kinds.has('image-restored')) return;
      for (const machine of machines) {
        if (images.some(({ of }) => of === machine.name) && chance.chance(0.6)) continue;
        images.unshift({ folder: disks.imageOf(machine.folder()), of: machine.name });
        note(`${machine.name} imaged`);
      }
    },
    act: (kind, kiosk) => actions[kind](machineAt(kiosk)),
  };
};
