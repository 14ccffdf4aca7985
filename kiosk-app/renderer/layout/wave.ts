/** The river's surface: one long wave over the width, drawn around `level` = 0. Heights in CSS pixels. */
const amplitude = 9;
const below = 3;
const wavelength = 0.672;
const firstCrest = 0.172;
const points = 64;

/** How far under the river's level the surface lies at `at` (0 to 1 across the screen); `u` in CSS pixels. */
export const surfaceAt = (at: number, u: number): number =>
  u * (below - amplitude * Math.cos((2 * Math.PI * (at - firstCrest)) / wavelength));

const round = (value: number): number => Math.round(value * 100) / 100;

/** The surface as the `d` of an SVG path from left to right; `flat` is water without wind. */
export const surfacePath = (width: number, u: number, flat: boolean): string =>
  Array.from({ length: points + 1 }, (_, i) => {
    const at = i / points;
    return `${i === 0 ? 'M' : 'L'}${round(at * width)} ${flat ? 0 : round(surfaceAt(at, u))}`;
  }).join('');

/** The water under that surface, down to `depth`. */
export const waterPath = (width: number, depth: number, u: number, flat: boolean): string =>
  `${surfacePath(width, u, flat)}L${round(width)} ${round(depth)}L0 ${round(depth)}Z`;
