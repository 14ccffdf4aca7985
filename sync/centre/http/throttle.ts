/** Lets so many through in a minute, by name (an address, a token). In memory: a restart forgives. */
export interface Throttle {
  /** Seconds to wait; 0 lets this one through. */
  take(name: string, nowMs: number): number;
}

const windowMs = 60_000;
const mostNames = 10_000;

export const makeThrottle = (perMinute: number): Throttle => {
  const seen = new Map<string, { count: number; until: number }>();
  return {
    take: (name, nowMs) => {
      const known = seen.get(name);
      if (!known || known.until <= nowMs) {
        // A crowd of invented names must not fill the memory.
        if (seen.size >= mostNames) seen.clear();
        seen.set(name, { count: 1, until: nowMs + windowMs });
        return 0;
      }
      known.count += 1;
      return known.count > perMinute ? Math.ceil((known.until - nowMs) / 1_000) : 0;
    },
  };
};
