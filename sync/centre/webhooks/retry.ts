const minute = 60_000;
const hour = 60 * minute;

/** How long after each failed attempt the next one comes; after the last of them nothing more is tried. */
export const retryAfterMs: readonly number[] = [
  10_000,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
];

/** What became of an attempt. */
export type Outcome =
  | { readonly state: 'delivered' }
  | { readonly state: 'waiting'; readonly nextAt: number }
  | { readonly state: 'given-up' };

/** 2xx is delivered. Everything else is tried again: a receiver that answers 400 today may be mended tomorrow. */
export const outcomeOf = (status: number | null, attempts: number, nowMs: number): Outcome => {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  const wait = retryAfterMs[attempts - 1];
  return wait === undefined ? { state: 'given-up' } : { state: 'waiting', nextAt: nowMs + wait };
};
