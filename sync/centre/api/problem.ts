/**
 * The body of every answer that is not 2xx. `code` is what the console translates (`session/wrong`, `period/changed` …);
 * `message` is one plain English line for logs and other systems.
 */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** The field of the request that is wrong, for a word under that field. */
  readonly field?: string;
  /** The line of an imported file, from 1. */
  readonly line?: number;
  /** What a conflict needs to be shown; its type stands with the route that can conflict. */
  readonly detail?: unknown;
}

/** Codes that any route can answer with. */
export const commonProblems = {
  'http/no-session': 401,
  'http/session-ended': 401,
  'http/not-allowed': 403,
  'http/bad-origin': 403,
  'http/bad-csrf': 403,
  'http/not-found': 404,
  'http/malformed': 400,
  'http/too-large': 413,
  'http/not-that-type': 415,
  'http/too-many': 429,
  'http/store-failed': 503,
  'http/failed': 500,
} as const satisfies Readonly<Record<string, number>>;
