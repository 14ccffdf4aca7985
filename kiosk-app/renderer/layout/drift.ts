// A closed walk of steps of 4 px, so that no edge burns in and nothing is ever more than 4 px from its place.
const walk = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [-4, 4],
  [-4, 0],
  [-4, -4],
  [0, -4],
  [4, -4],
  [4, 0],
] as const;

/** Where the whole screen stands in its `minute`-th minute of rest, in CSS pixels. */
export const driftAt = (minute: number): readonly [number, number] => walk[minute % walk.length] ?? [0, 0];
