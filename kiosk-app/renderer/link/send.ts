import type { Command, CommandAnswer } from '../../contract/command.ts';
import type { PageClock } from './timers.ts';

/** `undefined`: nobody answered, or the answer was none of ours. */
export type Send = (command: Command) => Promise<CommandAnswer | undefined>;

const answerMs = 1_500;

const readAnswer = (value: unknown): CommandAnswer | undefined => {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return undefined;
  if (value.ok === true) return { ok: true };
  if (value.ok !== false || !('code' in value) || !('message' in value)) return undefined;
  const { code, message } = value;
  return typeof code === 'string' && typeof message === 'string' ? { ok: false, code, message } : undefined;
};

export const sender =
  (options: { readonly fetch: typeof fetch; readonly url: string; readonly token: string }): Send =>
  async (command) => {
    try {
      const response = await options.fetch(options.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-mot-cham-token': options.token },
        body: JSON.stringify(command),
        signal: AbortSignal.timeout(answerMs),
      });
      return readAnswer(await response.json());
    } catch {
      // Refused, cut off, too late or no JSON: for the caller there was no answer, and it decides what that means.
      return undefined;
    }
  };

/** A press that is not answered in this time is called "not recorded". */
export const pressDeadlineMs = 5_000;
const retryMs = 250;

/**
 * Sends one touch until it is answered or its time is over. Every try carries the same `touch`, so that a request whose answer
 * was lost is not a second press.
 */
export const sendUntilAnswered = async (
  send: Send,
  clock: PageClock,
  command: Command,
): Promise<CommandAnswer | undefined> => {
  const giveUpAt = clock.now() + pressDeadlineMs;
  for (;;) {
    const left = giveUpAt - clock.now();
    if (left <= 0) return undefined;
    const answer = await Promise.race([
      send(command),
      new Promise<undefined>((resolve) => clock.after(left, () => resolve(undefined))),
    ]);
    if (answer) return answer;
    await new Promise<void>((resolve) =>
      clock.after(Math.min(retryMs, Math.max(0, giveUpAt - clock.now())), resolve),
    );
  }
};
