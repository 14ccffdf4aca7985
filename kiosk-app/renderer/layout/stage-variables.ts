import type { Grid, Layout } from './viewport.ts';

const unitOf: Readonly<Record<Layout, number>> = { s: 1, l: 1.406, p: 1.42 };

/** The unit `u` of the look, in CSS pixels. */
export const unitIn = (grid: Grid): number => unitOf[grid.layout] * grid.px;

/** The grid as the style reads it from the stage. */
export const stageVariables = (grid: Grid): Readonly<Record<`--${string}`, string>> => ({
  '--px': `${grid.px}px`,
  '--u': `${unitIn(grid)}px`,
  '--extra': `${grid.extra}px`,
  '--width': `${grid.width}px`,
  '--height': `${grid.height}px`,
});
