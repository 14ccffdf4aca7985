/** Chance under a seed: the same seed and stream always draw the same. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  chance(probability: number): boolean;
  /** min <= x < max. */
  between(min: number, max: number): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(list: readonly T[]): T;
}

// FNV-1a over the name, then murmur3's last mixing: neighbouring seeds and like names must not lie near each other.
const mix = (seed: number, stream: string): number => {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${stream}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/**
 * One stream of a seed (mulberry32). Each part of the world draws from a stream of its own, so that one draw more in one part
 * does not turn every other part into another world.
 */
export const randomOf = (seed: number, stream: string): Random => {
  let a = mix(seed, stream);
  const next = (): number => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (min: number, max: number): number => min + next() * (max - min);
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    int: (min, max) => Math.floor(between(min, max + 1)),
    pick: (list) => {
      const picked = list[Math.floor(next() * list.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
};
