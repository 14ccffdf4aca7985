import { Readable } from 'node:stream';
import type { SessionState } from '../api/session.ts';
import type { Today } from '../api/today.ts';

/** What the page asks first, for whoever has brought a session that may see it. */
export interface FirstAnswers {
  readonly session: SessionState;
  readonly today: Promise<Today>;
}

const end = '</body>';
/** Numbers that take longer come by the page's own question; until then it shows that it is there. */
const patienceMs = 1_500;

/** Nothing in it ends the element that it stands in. */
const inPage = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const within = async <T>(answer: Promise<T>, ms: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([answer, over]);
  } catch {
    // The page asks by itself then, and is told what is wrong.
    return undefined;
  } finally {
    clearTimeout(timer);
  }
};

/**
 * The page with the answers to its first questions in it, so that nothing has to be asked between its script and its numbers.
 * Its head goes out at once: the browser fetches script, style and fonts while the numbers are counted. They stand in a block of
 * data, which no content policy has to allow.
 */
export const pageWith = (page: string, { session, today }: FirstAnswers): Readable => {
  const counted = within(today, patienceMs);
  const at = page.lastIndexOf(end);
  const parts = async function* () {
    yield page.slice(0, at);
    const found = await counted;
    const told = { '/api/session': session, ...(found ? { '/api/today': found } : {}) };
    yield `<script type="application/json" id="first-answers">${inPage(told)}</script>${page.slice(at)}`;
  };
  return Readable.from(parts(), { objectMode: false });
};
