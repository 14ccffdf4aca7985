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

/**
 * The surface as the `d` of an SVG path, from `bleed` left of the screen to `bleed` right of it; `flat` is water without wind.
 */
export const surfacePath = (width: number, u: number, flat: boolean, bleed: number): string =>
  Array.from({ length: points + 1 }, (_, i) => {
    const x = -bleed + (i / points) * (width + 2 * bleed);
    return `${i === 0 ? 'M' : 'L'}${round(x)} ${flat ? 0 : round(surfaceAt(x / width, u))}`;
  }).join('');

/** The water under that surface, down to `depth`. */
export const waterPath = (width: number, depth: number, u: number, flat: boolean, bleed: number): string =>
  `${surfacePath(width, u, flat, bleed)}L${round(width + bleed)} ${round(depth)}L${-bleed} ${round(depth)}Z`;
