import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { configureKiosk, reportOf, run, start, startCentre, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { needs } from '../support/needs.ts';
import { openPty } from '../support/pty.ts';
import { openScreen } from '../support/screen-client.ts';

describe('by hand, without a network', () => {
  it('an export carries the press to the table, as often as one likes', async () => {
    const dir = temporaryFolder();
    const [centreDir, kioskDir, stick] = [
      join(dir, 'centre'),
      join(dir, 'kiosk'),
      join(dir, 'stick.motcham'),
    ];
    writeFileSync(join(dir, 'd.csv'), 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n');
    const centre = await startCentre(centreDir, '--departments', join(dir, 'd.csv'));
    await centre.kill('SIGTERM');
    await configureKiosk(kioskDir);
    const kiosk = await startKiosk(kioskDir);
    const screen = await openScreen(kiosk.ready);
    onTestFinished(() => screen.close());
    await screen.send({ do: 'press', category: 'satisfied-attitude', touch: 't1' });
    expect(await run('kiosk', 'export', '--data', kioskDir, '--out', stick)).toMatchObject({ code: 0 });
    expect(await run('kiosk', 'export', '--data', kioskDir, '--from', '999')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--from 999 lies behind the last entry'),
    });
    for (let i = 0; i < 2; i += 1)
      expect(await run('centre', 'import', stick, '--data', centreDir)).toMatchObject({
        code: 0,
        stderr: '',
      });
    const report = await reportOf(centreDir, periodLabelAt(Date.now() as Instant));
    expect(report.totals).toEqual({ counts: [0, 1, 0, 0, 0], total: 1 });
    const copy = join(dir, 'ledger-copy.sqlite');
    expect(await run('kiosk', 'backup', '--data', kioskDir, '--out', copy)).toMatchObject({ code: 0 });
    expect(await run('verify', '--data', dir)).toMatchObject({ code: 0 });
  }, 180_000);

  it.each([
    [['export', '--data', '/tmp/no-such-kiosk'], 1, 'config/missing'],
    [['export', '--data', 'x', '--from', '0'], 2, '--from must be'],
    [['backup', '--data', '/tmp/no-such-kiosk', '--out', 'x'], 1, 'kiosk/no-ledger'],
    [['panel'], 2, 'panel list'],
    [['panel', 'watch', 'abacus:1'], 1, 'panel/unknown-profile'],
    [['panel', 'watch'], 2, 'SPEC or --data DIR'],
    [['panel', 'learn'], 2, '--data DIR is missing'],
    [['panel', 'learn', '--data', '/tmp/no-such-kiosk'], 1, 'config/missing'],
  ])('says what is wrong with %j', async (words, code, message) => {
    expect(await run('kiosk', ...words)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });
});

needs('socat')('a plain button box', () => {
  it('is taught in turn, written down, and counts from then on', async () => {
    const kioskDir = join(temporaryFolder(), 'kiosk');
    const pty = await openPty();
    onTestFinished(() => pty.close());
    await configureKiosk(kioskDir);
    const learn = await start(
      'kiosk',
      ['panel', 'learn', '--data', kioskDir, '--at', pty.path],
      /looking at/,
    );
    const words = ['GOOD', 'KIND', 'BAD', 'SLOW', 'TALK'];
    for (const [index, word] of words.entries()) {
      await vi.waitFor(() => expect(learn.said()).toContain(`press button ${index + 1} `), {
        timeout: 20_000,
        interval: 50,
      });
      pty.stream.write(`${word}\r\n`);
    }
    await vi.waitFor(() => expect(learn.said()).toContain('written to'), { timeout: 20_000 });
    await learn.kill('SIGKILL');
    expect(
      await run('kiosk', 'panel', 'learn', '--data', kioskDir, '--at', pty.path, '--known'),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no known device'),
    });
    expect(await run('kiosk', 'panel', 'learn', '--data', kioskDir, '--at', '/dev/hidraw99')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('panel/not-found: /dev/hidraw99'),
    });
    const kiosk = await startKiosk(kioskDir);
    const screen = await openScreen(kiosk.ready);
    onTestFinished(() => screen.close());
    await vi.waitFor(() => expect(screen.latest()?.panels[0]?.link).toBe('up'), { timeout: 20_000 });
    // What is pressed in a lesson would be counted.
    expect(await run('kiosk', 'panel', 'learn', '--data', kioskDir, '--at', pty.path)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('panel/busy: the kiosk on'),
    });
    pty.stream.write('SLOW\r\n');
    await vi.waitFor(
      () => expect(screen.latest()?.screen).toMatchObject({ name: 'thanks', category: 'dissatisfied-time' }),
      {
        timeout: 20_000,
      },
    );
  }, 180_000);
});
