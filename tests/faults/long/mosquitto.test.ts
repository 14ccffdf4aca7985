import { join } from 'node:path';
import { connect, connectAsync, type IClientOptions } from 'mqtt';
import { expect, it, vi } from 'vitest';
import { run } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { figures, judge, newAccounts, takeJournal } from '../support/accounts.ts';
import { startMosquittoVictim } from '../support/broker-program.ts';
import { unusedPort } from '../support/unused-port.ts';
import { startVictim } from '../support/victim.ts';

const ratings = 5_000;
const patience = { timeout: 180_000, interval: 250 };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How many of `sent` messages a session that was away gets from the broker when it comes back. */
const keptFor = async (url: string, sent: number, whileAway: () => Promise<void>): Promise<number> => {
  const options: IClientOptions = { clientId: 'away', clean: false, reconnectPeriod: 0 };
  const away = await connectAsync(url, options);
  await away.subscribeAsync('queued', { qos: 1 });
  await away.endAsync();
  const sender = await connectAsync(url, { reconnectPeriod: 0 });
  await Promise.all(Array.from({ length: sent }, () => sender.publishAsync('queued', 'x', { qos: 1 })));
  await sender.endAsync();
  await whileAway();
  let kept = 0;
  const back = connect(url, options);
  back.on('message', () => {
    kept += 1;
  });
  await back.subscribeAsync('queued', { qos: 1 });
  for (let before = -1; before !== kept; await pause(500)) before = kept;
  await back.endAsync();
  return kept;
};

needs('mosquitto')('Mosquitto with its defaults', () => {
  it('drops above 1,000 and forgets all when it is killed; 5,000 entries are in the table once nevertheless', async () => {
    const folder = temporaryFolder();
    const [centreDir, fleetDir, journal] = ['centre', 'fleet', 'journal'].map((name) => join(folder, name));
    if (!centreDir || !fleetDir || !journal) throw new Error('no folders');
    const port = await unusedPort();
    const url = `mqtt://127.0.0.1:${port}`;
    const since = Date.now();
    const broker = startMosquittoVictim(folder, port);
    await broker.ready();

    // That the broker is as poor as thought: else the rest would prove nothing.
    expect(await keptFor(url, 1_500, async () => undefined)).toBe(1_000);
    const forgetting = async (): Promise<void> => {
      await broker.kill();
      await broker.ready();
    };
    expect(await keptFor(url, 500, forgetting)).toBe(0);

    const fleet = (...words: string[]): Promise<unknown> =>
      run('fleet', '--broker', url, '--data', fleetDir, '--journal', journal, '--kiosks', '5', ...words);
    const startCentre = () =>
      startVictim({
        name: 'centre',
        program: 'sync/centre/commands/centre.ts',
        words: ['--data', centreDir, '--broker', url],
        ready: /centre is up/,
      });

    // Every kiosk has spoken with the centre, which then goes away.
    const before = startCentre();
    await before.ready();
    expect(await fleet('--ratings', '100')).toMatchObject({ code: 0 });
    await before.stop('SIGKILL');

    const pressing = fleet('--ratings', String(ratings - 100), '--wait', '300');
    const accounts = newAccounts();
    await vi.waitFor(() => {
      takeJournal(accounts, journal);
      expect(accounts.thanked.size).toBeGreaterThan(ratings / 2);
    }, patience);
    const kills = broker.kills();
    await broker.kill();
    await vi.waitFor(() => {
      takeJournal(accounts, journal);
      expect(accounts.thanked.size).toBe(ratings);
    }, patience);
    await broker.kill();
    await broker.ready();
    expect(broker.kills() - kills).toBe(2);

    const centre = startCentre();
    await centre.ready();
    const ended = await pressing;
    expect(ended, JSON.stringify(ended)).toMatchObject({ code: 0 });
    const judged = await judge(accounts, centreDir, since);
    console.log(`mosquitto: ${figures(judged)}`);
    expect(judged).toMatchObject({ lost: [], twice: [], unasked: [], counted: ratings, inTable: ratings });
    expect(centre.deaths()).toEqual([]);
    await centre.stop();
    expect(await run('verify', '--data', folder)).toMatchObject({ code: 0 });
  });
});
