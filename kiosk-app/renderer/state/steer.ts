import type { Snapshot } from '../../contract/snapshot.ts';

export type Steering = Snapshot['steering'];
export type SteerStep = 'begin' | 'next' | 'press' | 'end';

/** What the panel's buttons did since the snapshot before, in an order that ends where they ended. */
export const steerSteps = (before: Steering, now: Steering): readonly SteerStep[] => {
  if (!now) return before ? ['end'] : [];
  const known = before ?? { moves: 0, picks: 0 };
  return [
    ...(before ? [] : (['begin'] as const)),
    ...Array.from({ length: now.moves - known.moves }, () => 'next' as const),
    ...Array.from({ length: now.picks - known.picks }, () => 'press' as const),
  ];
};
