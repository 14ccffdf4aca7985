import { type MessageFaults, noFaults } from './broker.ts';
import { type FaultKind, faultKinds } from './fault-book.ts';
import { type Random, randomOf } from './random.ts';

/** Faults that happen at a time, as opposed to those that lie on every message. */
export type TimedFault = Exclude<FaultKind, 'drop' | 'duplicate' | 'reorder' | 'delay'>;

export interface Plan {
  readonly seed: number;
  readonly kinds: ReadonlySet<FaultKind>;
  readonly isEmbedded: boolean;
  readonly kiosks: number;
  readonly connectSpreadMs: number;
  /** True time at the start: the edge of a period lies within a day of it, often within the run. */
  readonly startAt: number;
  /** The time of the faults; afterwards everything heals. */
  readonly horizonMs: number;
  readonly messageFaults: MessageFaults;
  readonly presses: readonly { readonly atMs: number; readonly kiosk: number }[];
  readonly faults: readonly { readonly atMs: number; readonly kind: TimedFault; readonly kiosk: number }[];
}

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** 2021-02-16 00:00 in Vietnam: the first instant of the period 2021-03. */
const edge = Date.UTC(2021, 1, 15, 17);

const isTimed = (kind: FaultKind): kind is TimedFault =>
  kind !== 'drop' && kind !== 'duplicate' && kind !== 'reorder' && kind !== 'delay';

const chooseKinds = (chance: Random): ReadonlySet<FaultKind> => {
  const share = chance.between(0.15, 0.6);
  const kinds = new Set(faultKinds.filter(() => chance.chance(share)));
  while (kinds.size < 3) kinds.add(chance.pick(faultKinds));
  return kinds;
};

/** What one seed does to the world. */
export const planOf = (seed: number): Plan => {
  const chance = randomOf(seed, 'plan');
  const kinds = chooseKinds(chance);
  const kiosks = chance.int(2, 3);
  const horizonMs = chance.between(10, 25) * minuteMs;
  const presses: { atMs: number; kiosk: number }[] = [];
  const wanted = chance.int(10, 30);
  while (presses.length < wanted) {
    const kiosk = chance.int(0, kiosks - 1);
    const atMs = chance.between(1_000, horizonMs);
    presses.push({ atMs, kiosk });
    // The next citizen is too quick, or the same one presses twice.
    if (chance.chance(0.15)) presses.push({ atMs: atMs + chance.between(0, 6_000), kiosk });
  }
  const faults = [...kinds].filter(isTimed).flatMap((kind) =>
    Array.from({ length: chance.chance(0.3) ? 2 : 1 }, () => ({
      kind,
      // Early enough that something happens after it, and that it can be tried again.
      atMs: chance.between(0.05, 0.7) * horizonMs,
      kiosk: chance.int(0, kiosks - 1),
    })),
  );
  const rate = (kind: FaultKind, min: number, max: number): number =>
    kinds.has(kind) ? chance.between(min, max) : 0;
  return {
    seed,
    kinds,
    kiosks,
    horizonMs,
    presses,
    faults,
    isEmbedded: chance.chance(0.5),
    connectSpreadMs: chance.pick([0, 5_000, 60_000]),
    startAt: Math.floor(edge + chance.pick([-horizonMs / 2, chance.between(-24, 24) * hourMs])),
    messageFaults: {
      ...noFaults,
      drop: rate('drop', 0.05, 0.35),
      duplicate: rate('duplicate', 0.1, 0.4),
      reorder: rate('reorder', 0.2, 0.8),
      jitterMs: chance.between(300, 8_000),
      delay: rate('delay', 0.04, 0.2),
    },
  };
};
