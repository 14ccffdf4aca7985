import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configureKiosk, run } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { needs } from '../../support/needs.ts';
import { seeded } from '../../support/seeded.ts';
import { figures, judge, newAccounts, takeJournal } from '../support/accounts.ts';
import { startMosquittoVictim } from '../support/broker-program.ts';
import { pressHost } from '../support/press-host.ts';
import { unusedPort } from '../support/unused-port.ts';
import { startVictim, type Victim } from '../support/victim.ts';

const kills = Number(process.env.KILLS ?? 200);
const seed = Number(process.env.SEED ?? 20_261_123);
/** Kiosk cores in one process, and kiosk hosts that are processes of their own: 20 kiosks in all. */
const [inFleet, hosts] = [16, 4];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

needs('mosquitto')('SIGKILL', () => {
  it(`${kills} times over hosts, centre and broker while 20 kiosks press: thanked = counted`, async () => {
    const folder = temporaryFolder();
    const centreDir = join(folder, 'centre');
    const fleetDir = join(folder, 'fleet');
    const journal = join(folder, 'journal');
    const registry = join(folder, 'departments.csv');
    writeFileSync(registry, 'order,id,name\n1,fleet,Đội kiosk\n2,so-tu-phap,Sở Tư pháp\n');
    const port = await unusedPort();
    const url = `mqtt://127.0.0.1:${port}`;
    const random = seeded(seed);
    const since = Date.now();

    const broker = startMosquittoVictim(folder, port);
    const centre = startVictim({
      name: 'centre',
      program: 'sync/centre/commands/centre.ts',
      words: ['--data', centreDir, '--broker', url, '--departments', registry],
      ready: /centre is up/,
    });
    const fleetWords = ['--broker', url, '--data', fleetDir, '--journal', journal];
    const fleet = startVictim({
      name: 'fleet',
      program: 'kiosk-app/commands/fleet.ts',
      words: [...fleetWords, '--kiosks', String(inFleet), '--ratings', '1000000', '--rate', '50'],
      ready: /^/, // it says nothing until it ends
    });
    const kiosks: Victim[] = [];
    for (let i = 1; i <= hosts; i += 1) {
      const data = join(folder, `host-${i}`);
      await configureKiosk(data, '--kiosk', `host-${i}`, '--broker', url, '--response-interval', '0');
      kiosks.push(
        startVictim({
          name: `host-${i}`,
          program: 'kiosk-app/commands/kiosk.ts',
          words: ['--data', data, '--http', '0'],
          ready: /kiosk ready: (\S+)/,
        }),
      );
    }

    const accounts = newAccounts();
    const stop = new AbortController();
    const citizens = kiosks.map((kiosk) => pressHost(kiosk, accounts, { everyMs: 50, stop: stop.signal }));
    const victims = [broker, centre, fleet, ...kiosks];
    // As much for the four hosts together as for each of the others.
    const lots = [broker, centre, fleet].flatMap((victim) => Array.from(kiosks, () => victim)).concat(kiosks);
    const killedAt = new Map<Victim, number>();
    for (let done = 0; done < kills; ) {
      await pause(150 + random() * 600);
      const victim = lots[Math.floor(random() * lots.length)] ?? broker;
      // Also in the middle of a start, but not always: what never comes up is never under load.
      const isFresh = performance.now() - (killedAt.get(victim) ?? 0) < 1_200;
      if (isFresh && random() < 0.8) continue;
      await victim.kill();
      killedAt.set(victim, performance.now());
      done += 1;
      if (done % 20 === 0) process.stderr.write(`  ${done} of ${kills} killed\n`);
    }
    stop.abort();
    const asked = await Promise.all(citizens);
    const deaths = victims.flatMap((victim) => victim.deaths());
    expect(deaths).toEqual([]);
    await fleet.stop('SIGKILL');
    await Promise.all(victims.map((victim) => (victim === fleet ? '' : victim.ready())));

    // What is pending goes on by itself; nobody presses any more.
    const drained = await run('fleet', ...fleetWords, '--kiosks', String(inFleet), '--ratings', '0');
    expect(drained, JSON.stringify(drained)).toMatchObject({ code: 0 });
    for (const kiosk of kiosks) await kiosk.stop();
    const hostWords = ['--broker', url, '--data', folder, '--name', 'host', '--kiosks', String(hosts)];
    const rest = await run('fleet', ...hostWords, '--ratings', '0', '--department', 'so-tu-phap');
    expect(rest, JSON.stringify(rest)).toMatchObject({ code: 0 });
    takeJournal(accounts, journal);
    const judged = await judge(accounts, centreDir, since);
    const counts = victims.map((victim) => `${victim.name} ${victim.kills()}`).join(', ');
    const again = asked.reduce((sum, one) => sum + one.askedAgain, 0);
    console.log(
      `sigkill (seed ${seed}): killed ${kills}: ${counts}; ${again} touches asked twice\n${figures(judged)}`,
    );
    expect(judged).toMatchObject({ lost: [], twice: [], unasked: [], refused: 0 });
    expect(judged.inTable).toBe(judged.counted);
    expect(judged.counted).toBe(judged.thanked + judged.indeterminateCounted);
    // Faults that did not fire would prove nothing.
    expect(victims.reduce((sum, victim) => sum + victim.kills(), 0)).toBe(kills);
    for (const victim of [broker, centre, fleet]) expect(victim.kills()).toBeGreaterThan(kills / 10);
    expect(judged.thanked).toBeGreaterThan(kills * 10);
    expect(judged.indeterminate).toBeGreaterThan(0);
    await centre.stop();
    expect(await run('verify', '--data', folder)).toMatchObject({ code: 0 });
  });
});
