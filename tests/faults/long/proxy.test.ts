import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { seeded } from '../../support/seeded.ts';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { figures, judge, newAccounts, takeJournal } from '../support/accounts.ts';
import { startMosquittoVictim } from '../support/broker-program.ts';
import { unusedPort } from '../support/unused-port.ts';
import { startVictim } from '../support/victim.ts';

const seed = Number(process.env.SEED ?? 20_261_123);
const ratings = 1_000;
const aSecond = 25;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

needs('mosquitto')('a poor network between kiosks, broker and centre', () => {
  it('that cuts, delays, half-opens and duplicates: every thanked rating is in the table once', async () => {
    const folder = temporaryFolder();
    const [centreDir, journal] = [join(folder, 'centre'), join(folder, 'journal')];
    const port = await unusedPort();
    const random = seeded(seed);
    const since = Date.now();
    const broker = startMosquittoVictim(folder, port);
    await broker.ready();
    const proxy = await openTcpProxy(port, random);
    onTestFinished(() => proxy.close());
    const centre = startVictim({
      name: 'centre',
      program: 'sync/centre/commands/centre.ts',
      words: ['--data', centreDir, '--broker', proxy.url],
      ready: /centre \S+ is up/,
    });
    await centre.ready();
    proxy.duplicate(0.3);

    let isPressing = true;
    const words = [
      '--kiosks',
      '10',
      '--ratings',
      String(ratings),
      '--rate',
      String(aSecond),
      '--wait',
      '240',
    ];
    const pressing = run(
      'fleet',
      ...['--broker', proxy.url, '--data', join(folder, 'fleet'), '--journal', journal, ...words],
    ).finally(() => {
      isPressing = false;
    });
    const endsAt = performance.now() + (ratings / aSecond) * 1_000;
    // In turn, so that each comes often whatever the pace of the machine; when and to whom is the seed's.
    const faults = [
      () => proxy.cut(random(), 'at once'),
      () => proxy.delay(100 + random() * 300),
      () => proxy.cut(random(), 'in a packet'),
      () => proxy.halfOpen(random()),
      () => proxy.delay(0),
    ];
    for (let turn = 0; isPressing && performance.now() < endsAt; turn += 1) {
      await pause(200 + random() * 600);
      faults[turn % faults.length]?.();
    }
    proxy.delay(0);
    const ended = await pressing;
    expect(ended, JSON.stringify(ended)).toMatchObject({ code: 0 });

    const accounts = newAccounts();
    takeJournal(accounts, journal);
    const judged = await judge(accounts, centreDir, since);
    console.log(`proxy (seed ${seed}): ${JSON.stringify(proxy.fired)}\n${figures(judged)}`);
    expect(judged).toMatchObject({ lost: [], twice: [], unasked: [], counted: ratings, inTable: ratings });
    // A fault that did not fire would prove nothing.
    for (const times of Object.values(proxy.fired)) expect(times).toBeGreaterThan(3);
    expect(centre.deaths()).toEqual([]);
    await centre.stop();
    expect(await run('verify', '--data', folder)).toMatchObject({ code: 0 });
  });
});
