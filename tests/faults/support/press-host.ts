import { randomUUID } from 'node:crypto';
import type { CommandAnswer } from '../../../kiosk-app/contract/command.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type { Accounts } from './accounts.ts';
import type { Victim } from './victim.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const press = async (address: string, category: string, touch: string): Promise<CommandAnswer> => {
  const url = new URL(address);
  const answer = await fetch(`${url.origin}/api/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-mot-cham-token': url.hash.replace('#k=', '') },
    body: JSON.stringify({ do: 'press', category, touch }),
    signal: AbortSignal.timeout(30_000),
  });
  return (await answer.json()) as CommandAnswer;
};

/**
 * Citizens before one kiosk host, one after the other, each with one touch. When the host dies under a touch, every other page
 * asks again with the same touch once a host is there, as the real page does; the other citizens have gone.
 */
export const pressHost = async (
  host: Victim,
  accounts: Accounts,
  options: { readonly everyMs: number; readonly stop: AbortSignal },
): Promise<{ readonly askedAgain: number }> => {
  let [presses, askedAgain] = [0, 0];
  while (!options.stop.aborted) {
    const touch = randomUUID();
    const address = await host.ready();
    accounts.attempted.add(touch);
    presses += 1;
    for (let isPatient = presses % 2 === 0; ; askedAgain += 1) {
      const category = categoryIds[presses % categoryIds.length] ?? categoryIds[0];
      const answer = await press(await host.ready(), category, touch).catch(() => undefined);
      if (answer?.ok) accounts.thanked.add(touch);
      else if (answer) accounts.refused.add(touch);
      if (answer || !isPatient) break;
      // Until it is another host that listens: the dead one may still be thought ready.
      for (isPatient = false; (await host.ready()) === address && host.deaths().length === 0; )
        await pause(20);
    }
    await pause(options.everyMs);
  }
  return { askedAgain };
};
