import { describe, expect, it, vi } from 'vitest';
import { chooseWindow, runtimeSource } from '../../kiosk-app/commands/start/choose-window.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { reportOf, start } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openScreen } from '../support/screen-client.ts';

describe('npm start', () => {
  it('runs centre, kiosk and panel; a key of the terminal stands in the report; the data stays', async () => {
    const data = temporaryFolder();
    for (const total of [1, 2]) {
      const whole = await start('start', ['--data', data, '--http', '0'], /(http:\/\/\S+)/);
      const screen = await openScreen(whole.ready);
      const [, office = ''] = /console +(http:\/\/[^#\s]+)/.exec(whole.said()) ?? [];
      expect(await (await fetch(office)).text()).toContain('<script type="module"');
      await vi.waitFor(() => expect(screen.latest()?.panels[0]?.link).toBe('up'), { timeout: 20_000 });
      whole.process.stdin?.write('4');
      await vi.waitFor(
        async () => {
          const report = await reportOf(`${data}/centre`, periodLabelAt(Date.now() as Instant));
          expect(report.totals).toEqual({ counts: [0, 0, 0, total, 0], total });
        },
        { timeout: 30_000, interval: 500 },
      );
      screen.close();
      whole.process.stdin?.write('q');
      await vi.waitFor(() => expect(whole.process.exitCode).toBe(0), { timeout: 20_000 });
      // The next press comes after the response interval, or it would be a repeat.
      await new Promise((resolve) => setTimeout(resolve, total === 1 ? 5_000 : 0));
    }
  }, 120_000);
});

describe('the window of npm start', () => {
  const here = { isWanted: true, hasDisplay: true, isInstalled: false, isReachable: false };
  it.each([
    [{ ...here, isInstalled: true }, 'electron'],
    [{ ...here, isReachable: true }, 'fetch-electron'],
    [here, 'browser'],
    [{ ...here, hasDisplay: false, isInstalled: true }, 'none'],
    [{ ...here, isWanted: false, isReachable: true }, 'none'],
  ] as const)('%j -> %s', (facts, choice) => expect(chooseWindow(facts)).toBe(choice));

  it.each([
    [undefined, { host: 'github.com', port: 443 }],
    ['http://mirror.example:8080/electron/', { host: 'mirror.example', port: 8080 }],
    ['http://mirror.example/', { host: 'mirror.example', port: 80 }],
    ['no address', { host: 'github.com', port: 443 }],
  ])('asks where the runtime comes from: mirror %s', (ELECTRON_MIRROR, source) =>
    expect(runtimeSource({ ELECTRON_MIRROR })).toEqual(source),
  );
});
