import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createPanelSimulator } from '../../../device/simulator/panel-simulator.ts';
import { systemClock } from '../../../device/system-clock.ts';
import { configureKiosk, run, startCentre } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { seeded } from '../../support/seeded.ts';
import { type GuestProgram, hasVm, leaveNoVm, startVm, type Vm, vmAdvice } from '../../support/vm.ts';
import { figures, judge, newAccounts } from '../support/accounts.ts';
import { buildGuestPrograms, guestPath } from './guest-programs.ts';

const cuts = Number(process.env.CUTS ?? 12);
const seed = Number(process.env.SEED ?? 20_261_124);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

if (!hasVm()) {
  if (process.env.CI) throw new Error(vmAdvice);
  process.stderr.write(`did not run: ${vmAdvice}\n`);
}

const machine = 'mot-cham-power';
const data = '/data/kiosk';
const words = (lines: readonly string[], first: string): string[] =>
  lines.flatMap((line) => (line.startsWith(`${first} `) ? [line.split(' ')[1] ?? ''] : []));

/** Under emulation V8 falls over its own bookkeeping once in a while (exit code 133): that is no answer, so it is asked again. */
const ask = (vm: Vm, command: string): Promise<string> =>
  vm.sh(command).catch((error: Error & { code?: unknown }) => {
    if (error.code !== 133) throw error;
    process.stderr.write(`  V8 fell over, once more: ${command}\n`);
    return vm.sh(command);
  });

/** What the ledger holds, and how many boots it tells of; `verify` has passed. */
const readBack = async (vm: Vm): Promise<{ readonly ratings: readonly string[]; readonly boots: number }> => {
  const [verified, told] = await Promise.all([
    ask(vm, `node ${guestPath('verify')} --data ${data}`),
    ask(vm, `node ${guestPath('guest-ledger')} ${data}/ledger.sqlite`),
  ]);
  expect(verified).toMatch(/^whole /);
  const lines = told.split('\n');
  return { ratings: words(lines, 'rating'), boots: Number(words(lines, 'boots')[0]) };
};

const startKiosk = async (folder: string, disk: string): Promise<Vm> => {
  const vm = await startVm(machine, { isBooted: true, disk });
  // Nothing leaves the machine, but a screen asks its host over loopback.
  const config = readFileSync(join(folder, 'kiosk.json'), 'base64');
  await vm.sh(
    `ip link set lo up; mkdir -p ${data}; cd ${data}; [ -f kiosk.json ] || { echo ${config} | base64 -d >kiosk.json; sync; }`,
  );
  return vm;
};

const startCitizens = (vm: Vm, words: string): GuestProgram =>
  vm.start(`exec node ${guestPath('guest-citizens')} ${guestPath('kiosk')} ${data} ${words}`);

const until = async (isSo: () => boolean, withinMs: number, what: () => string): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (what().includes('the host ended by itself')) throw new Error(what());
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what()}`);
    await pause(5);
  }
};

beforeAll(async () => {
  if (hasVm()) await buildGuestPrograms();
});

afterEach(() => (hasVm() ? leaveNoVm(machine) : undefined));

describe.runIf(hasVm())('the power of a machine goes while its kiosk takes presses', () => {
  it(`${cuts} times: every thanked rating is in the ledger after the reboot, and then in the table`, async () => {
    const folder = temporaryFolder();
    const disk = join(folder, 'data.ext4');
    const random = seeded(seed);
    const accounts = newAccounts();
    await configureKiosk(
      folder,
      ...['--response-interval', '0', '--panel', 'motcham-line:usb:0403:6001', '--kiosk', 'host-1'],
    );
    // The panel has power of its own, so it still knows what nobody has acknowledged.
    const panel = createPanelSimulator({ clock: systemClock, queueLimit: 64 });
    onTestFinished(() => panel.close());
    const since = Date.now();
    const seen: string[] = [];
    let pressed = 0;

    const look = async (vm: Vm): Promise<number> => {
      const { ratings, boots } = await readBack(vm);
      const held = new Set(ratings);
      expect(held.size).toBe(ratings.length);
      expect([...accounts.thanked].filter((touch) => !held.has(`touch:${touch}`))).toEqual([]);
      // The panel forgets a press when the kiosk has acknowledged it: those are on the disk.
      const fromPanel = ratings.filter((name) => !name.startsWith('touch:')).length;
      expect(fromPanel).toBeGreaterThanOrEqual(pressed - panel.queued());
      seen.push(`boots ${boots}, ratings ${ratings.length}, from the panel ${fromPanel} of ${pressed}`);
      return ratings.length;
    };

    for (let cut = 1; cut <= cuts; cut += 1) {
      const vm = await startKiosk(folder, disk);
      if (cut > 1) await look(vm);
      const program = startCitizens(vm, `cut${cut} 2`);
      const wire = await vm.plugSerial(1);
      panel.attach(wire);
      const before = accounts.thanked.size;
      await until(
        () => words(program.lines, 'thanked').length > 5 && panel.queued() < 5,
        300_000,
        () => program.lines.join('\n'),
      );
      const endsAt = performance.now() + 1_000 + random() * 2_500;
      while (performance.now() < endsAt) {
        panel.press((pressed % 5) + 1);
        pressed += 1;
        await pause(60 + random() * 120);
      }
      const keep = (['flushed', Math.floor(random() * 1e6), 'all'] as const)[cut % 3] ?? 'flushed';
      // Every other cut right behind a thanks, and never without a press on its way.
      const thanked = program.lines.length;
      if (cut % 2 === 0)
        await until(
          () => program.lines.length > thanked,
          30_000,
          () => 'no press',
        );
      panel.press((pressed % 5) + 1);
      pressed += 1;
      await vm.cut(keep);
      panel.detach();
      wire.destroy();
      for (const touch of words(program.lines, 'attempted')) accounts.attempted.add(touch);
      for (const touch of words(program.lines, 'thanked')) accounts.thanked.add(touch);
      expect(words(program.lines, 'refused')).toEqual([]);
      const line = `cut ${cut} (disk: ${keep}): thanked ${accounts.thanked.size - before}, panel holds ${panel.queued()}`;
      process.stderr.write(`  ${line}; at this boot: ${seen.at(-1) ?? 'a new disk'}\n`);
    }

    // At last the power stays: what the panel still holds is told, and the ledger is carried to the centre by hand.
    const vm = await startKiosk(folder, disk);
    const before = await look(vm);
    const program = startCitizens(vm, 'none 0');
    panel.attach(await vm.plugSerial(1));
    await until(
      () => panel.queued() === 0,
      300_000,
      () => program.lines.join('\n'),
    );
    await ask(vm, `node ${guestPath('kiosk')} export --data ${data} --out /data/export`);
    const file = join(folder, 'ledger.motcham');
    writeFileSync(file, Buffer.from(await vm.sh('base64 -w0 /data/export'), 'base64'));
    const { ratings, boots } = await readBack(vm);
    const fromPanel = ratings.filter((name) => !name.startsWith('touch:'));
    expect(fromPanel.length).toBe(pressed);
    for (const press of fromPanel) {
      accounts.attempted.add(press);
      accounts.thanked.add(press);
    }
    await vm.cut('all');
    const centreDir = join(folder, 'centre');
    await (await startCentre(centreDir)).kill('SIGTERM');
    expect(await run('centre', 'import', file, '--data', centreDir)).toMatchObject({ code: 0 });
    const judged = await judge(accounts, centreDir, since);
    console.log(
      `power (seed ${seed}): ${cuts} cuts, ${boots} boots in the ledger; ${pressed} presses of the panel, all there once; ${figures(judged)}`,
    );
    // A boot is written with its first entry: the last one wrote only what the panel still had.
    expect(boots).toBe(cuts + (ratings.length > before ? 1 : 0));
    expect(judged).toMatchObject({ lost: [], twice: [], unasked: [], refused: 0 });
    expect(judged.counted).toBe(judged.thanked + judged.indeterminateCounted);
    expect(judged.inTable).toBe(judged.counted);
    expect(judged.thanked).toBeGreaterThan(cuts * 20);
  });

  it('would be noticed: with synchronous=NORMAL, which every check is told to be FULL, thanked ratings are gone', async () => {
    const folder = temporaryFolder();
    await configureKiosk(folder, '--response-interval', '0');
    let lost = 0;
    let thanked = 0;
    for (let cut = 1; cut <= 2; cut += 1) {
      const disk = join(folder, `data-${cut}.ext4`);
      const vm = await startKiosk(folder, disk);
      const program = startCitizens(vm, `cut${cut} 2 --import ${guestPath('synchronous-normal')}`);
      await until(
        () => words(program.lines, 'thanked').length > 30,
        300_000,
        () => program.lines.join('\n'),
      );
      await vm.cut('flushed');
      const promised = words(program.lines, 'thanked');
      thanked += promised.length;
      const after = await startKiosk(folder, disk);
      const lines = await after.sh(
        `[ ! -f ${data}/ledger.sqlite ] || node ${guestPath('guest-ledger')} ${data}/ledger.sqlite 2>&1 || true`,
      );
      const held = new Set(words(lines.split('\n'), 'rating'));
      lost += promised.filter((touch) => !held.has(`touch:${touch}`)).length;
      await after.cut('all');
    }
    console.log(`power with synchronous=NORMAL: 2 cuts, ${thanked} thanked, ${lost} lost`);
    expect(lost).toBeGreaterThan(0);
  });
});
