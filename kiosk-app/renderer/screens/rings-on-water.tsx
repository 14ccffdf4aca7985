import { useMemo } from 'react';
import { unitIn } from '../layout/stage-variables.ts';
import type { Grid } from '../layout/viewport.ts';
import { usePage } from '../parts/page-context.ts';
import { drawRings } from '../parts/river.tsx';
import type { PageStore } from '../state/page-store.ts';
import { type Shown, shownOf } from '../state/shown.ts';
import { ringsFor } from './rings.ts';

// The water lies still under a pressed key.
const ringsIn = (state: PageStore): Shown['name'] => {
  const { name } = shownOf(state);
  return name === 'pressed' ? 'choose' : name;
};

/** Each set of rings is drawn once. */
export const RingsOnWater = ({ grid }: { readonly grid: Grid }) => {
  const name = usePage(ringsIn);
  const { u, drawn } = useMemo(
    () => ({ u: unitIn(grid), drawn: new Map<Shown['name'], React.ReactNode>() }),
    [grid],
  );
  if (!drawn.has(name)) drawn.set(name, drawRings(u, ringsFor(name, grid)));
  return drawn.get(name);
};
