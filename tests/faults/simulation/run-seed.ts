import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../../kiosk-app/core/config.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import { createBroker, noFaults } from './broker.ts';
import { createCentre } from './centre.ts';
import { type Figures, judge } from './checker.ts';
import { createDisks } from './disk.ts';
import { createFaultBook, type FaultKind } from './fault-book.ts';
import { createMachine, type Machine } from './machine.ts';
import { createItemReader, type Item, readLedgers } from './media.ts';
import type { MakeMutant } from './mutants.ts';
import { createOperator } from './operator.ts';
import { planOf } from './plan.ts';
import { createPressLog } from './press-log.ts';
import { randomOf } from './random.ts';
import { centreId, type Scene } from './scene.ts';
import { createVerdicts } from './verdicts.ts';
import { createVirtualTime } from './virtual-time.ts';

export interface SeedResult {
  readonly seed: number;
  readonly violations: readonly string[];
  /** Planned and not met: the run proves nothing and is void. */
  readonly unfired: readonly FaultKind[];
  readonly counts: Readonly<Record<string, number>>;
  readonly figures: Figures;
  readonly steps: number;
  readonly virtualMs: number;
  /** SHA-256 over everything that happened and everything that came of it. */
  readonly trace: string;
}

export interface RunOptions {
  /** Where the disks of the run stand; on a RAM disk, if there is one. */
  readonly root: string;
  readonly mutant?: MakeMutant;
  /** Plans the faults and does none of them: for the test that such a run is void. */
  readonly withhold?: true;
  /** Hears every line of the trace. */
  readonly onLine?: (line: string) => void;
}

const drainWithinMs = 4 * 3_600_000;
/** Longer than any undo or comment is on its way. */
const settleMs = 60_000;
const retryMs = 20_000;
/** A kiosk asks after a ledger that was set aside every 10 minutes, and what it then carries on has to arrive. */
const asideMs = 12 * 60_000;
const departments = ['so-tu-phap', 'so-xay-dung', 'so-y-te'];

const configOf = (kiosk: string, department: string, chance: number) => {
  const parsed = parseConfig({
    v: 1,
    kiosk,
    centre: centreId,
    department: { id: department, name: department },
    counter: { id: `${kiosk}-q1`, label: '1' },
    broker: 'mqtt://broker.example:1883',
    responseIntervalMs: chance < 0.2 ? 0 : 5_000,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return parsed.config;
};

/** Runs one seed from its first press to the judgement. The same seed always makes the same run. */
export const runSeed = async (seed: number, options: RunOptions): Promise<SeedResult> => {
  const plan = planOf(seed);
  const time = createVirtualTime();
  const random = (stream: string) => randomOf(seed, stream);
  const book = createFaultBook(plan.kinds);
  const hash = createHash('sha256');
  const note = (text: string): void => {
    const line = `${time.now()} ${text}`;
    hash.update(line).update('\n');
    options.onLine?.(line);
  };
  const root = mkdtempSync(join(options.root, `mot-cham-seed-${seed}-`));
  const disks = createDisks(root);
  const verdicts = createVerdicts();
  const broker = createBroker({ time, random: random('broker'), book, note });
  const mutant = options.mutant?.({ time, keys: () => centre.keys() });
  const scene: Scene = {
    time,
    trueNow: () => plan.startAt + time.now(),
    random,
    book,
    note,
    disks,
    broker,
    presses: createPressLog(),
    reader: createItemReader(),
    verdicts,
    mutant,
  };
  const centre = createCentre(scene, { folder: disks.empty(), isEmbedded: plan.isEmbedded });
  const chance = random('world');
  const connectSpreadMs = plan.connectSpreadMs;
  const machines: Machine[] = Array.from({ length: plan.kiosks }, (_, index) =>
    createMachine(scene, {
      name: `k${index + 1}`,
      config: configOf(`k${index + 1}`, chance.pick(departments), chance.next()),
      folder: disks.empty(),
      connectSpreadMs,
    }),
  );
  const operator = createOperator({
    scene,
    plan,
    centre,
    machines,
    cloneOf: (original, folder) =>
      createMachine(scene, {
        name: `${original.config.kiosk}x${machines.length}`,
        config: original.config,
        folder,
        connectSpreadMs,
      }),
  });

  const isDrained = (): boolean => {
    if (!centre.isOn()) return false;
    const standing = centre.standing();
    return machines.every((machine) => {
      const ledger = machine.snapshot()?.info.ledger;
      return ledger !== undefined && machine.isDrained() && (standing.get(ledger.id) ?? 0) === ledger.head;
    });
  };

  /** Whether the centre lacks what it confirmed of a ledger that was set aside. */
  const isAsideMissed = (held: ReadonlySet<Item>): boolean =>
    machines
      .flatMap((machine) => readLedgers(machine.folder(), scene.reader))
      .some(
        ({ isCurrent, watermark, items }) =>
          !isCurrent && [...items].some(([item, seq]) => seq <= watermark && !held.has(item)),
      );

  const schedule = (): void => {
    const isWithheld = options.withhold === true;
    broker.faults = isWithheld ? noFaults : plan.messageFaults;
    time.after(0, () => centre.start());
    for (const machine of machines) time.after(chance.between(0, 3_000), () => machine.start());
    for (const { atMs, kiosk } of plan.presses) {
      time.after(atMs, () => {
        const via = chance.chance(0.5) ? 'touch' : 'panel';
        machines[kiosk]?.press(chance.pick(categoryIds), via);
      });
    }
    for (let at = 0.05; at < 0.8; at += 0.15) time.after(at * plan.horizonMs, () => operator.prepare());
    for (const { atMs, kind, kiosk } of isWithheld ? [] : plan.faults) {
      const attempt = (): void => {
        if (time.now() > plan.horizonMs) return;
        operator.act(kind, kiosk);
        const isClock = kind.startsWith('clock-');
        // A clock that nobody presses under tells no lie.
        for (const laterMs of isClock ? [20_000, 60_000, 95_000] : [])
          time.after(laterMs, () => machines[kiosk]?.press(chance.pick(categoryIds), 'touch'));
        time.after(isClock ? 6 * retryMs : retryMs, () => {
          if (book.times(kind) === 0) attempt();
        });
      };
      time.after(atMs, attempt);
    }
    time.after(plan.horizonMs, () => {
      note('heals');
      broker.faults = noFaults;
      for (const machine of machines) broker.setPath(machine.path, 'open');
      broker.setPath(centre.path, 'open');
    });
  };

  const drain = async (): Promise<void> => {
    const limitMs = time.now() + drainWithinMs;
    for (let calm = 0; calm < 2; ) {
      const checkAt = time.now() + 20_000;
      const idle = time.after(20_000, () => {});
      while (await time.step(checkAt));
      idle();
      calm = isDrained() ? calm + 1 : 0;
      if (time.now() < limitMs) continue;
      const left = machines.map(
        (machine) => `${machine.name} ${JSON.stringify(machine.snapshot()?.info.ledger)}`,
      );
      verdicts.violate(`not drained after ${drainWithinMs} ms: ${left.join(', ')}`);
      return;
    }
  };

  try {
    schedule();
    while (await time.step(plan.horizonMs + settleMs));
    await drain();
    if (centre.isOn() && operator.carryByHand()) await drain();
    if (centre.isOn() && isAsideMissed(centre.items())) {
      const restUntil = time.now() + asideMs;
      while (await time.step(restUntil));
      await drain();
    }
    for (const machine of machines) await machine.stop();
    centre.stop();
    const { rows, ...figures } = judge(scene, centre.folder(), machines);
    const ends = rows.map(({ name, state, occurredAt, clock }) => `${name} ${state} ${occurredAt} ${clock}`);
    for (const line of ends.sort()) note(`final ${line}`);
    for (const violation of verdicts.violations()) options.onLine?.(`VIOLATION ${violation}`);
    return {
      seed,
      violations: verdicts.violations(),
      unfired: book.unfired(),
      counts: book.counts(),
      figures,
      steps: time.steps(),
      virtualMs: time.now(),
      trace: hash.digest('hex'),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
