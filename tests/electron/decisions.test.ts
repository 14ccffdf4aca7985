import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chromiumKioskFlags, chromiumPolicy } from '../../kiosk-app/electron/chromium-kiosk.ts';
import { isLoopbackPage, isOurs, paintedFrame } from '../../kiosk-app/electron/gate.ts';
import { quitInOrder } from '../../kiosk-app/electron/quit-in-order.ts';
import { readOptions } from '../../kiosk-app/electron/read-options.ts';
import {
  backoffMs,
  firstBeatMs,
  firstRecovery,
  type Recovery,
  type RecoveryInput,
  silenceMs,
  stepRecovery,
} from '../../kiosk-app/electron/recovery.ts';
import { fuses, windowOptions } from '../../kiosk-app/electron/window-options.ts';

const page = 'http://127.0.0.1:8321/#k=secret';

describe('what the window may load', () => {
  it.each([
    'http://127.0.0.1:8321/',
    'http://127.0.0.1:8321/assets/a.js',
    'http://127.0.0.1:8321/api/events?k=x',
  ])('its own origin: %s', (url) => expect(isOurs(url, page)).toBe(true));

  it.each([
    'http://127.0.0.1:8322/',
    'https://127.0.0.1:8321/',
    'http://localhost:8321/',
    'http://127.0.0.1:8321@example.org/',
    'http://example.org/',
    'file:///etc/passwd',
    'chrome://settings',
    'devtools://devtools/bundled/inspector.html',
    'data:text/html,hello',
    'javascript:alert(1)',
    'about:blank',
    'blob:http://example.org/1',
    '',
  ])('nothing else: %s', (url) => expect(isOurs(url, page)).toBe(false));

  it('shows a page of this machine only', () => {
    expect(isLoopbackPage('http://127.0.0.1:1/')).toBe(true);
    expect(isLoopbackPage('http://localhost:1/#k=x')).toBe(true);
    for (const url of ['http://10.0.0.1/', 'http://user:pass@127.0.0.1/', 'https://127.0.0.1/', 'nonsense'])
      expect(isLoopbackPage(url)).toBe(false);
    // Before a page is known nothing is ours.
    expect(isOurs('http://127.0.0.1:8321/', '')).toBe(false);
  });
});

describe('the beat on its way out', () => {
  const url = 'http://127.0.0.1:8321/api/command';
  it('is read from a heartbeat and from nothing else', () => {
    expect(paintedFrame({ method: 'POST', url, body: '{"do":"heartbeat","frame":7}' })).toBe(7);
    for (const body of [
      '{"do":"dismiss"}',
      '{"do":"heartbeat","frame":"7"}',
      '{"do":"x","frame":7}',
      'null',
      '{',
      '',
    ])
      expect(paintedFrame({ method: 'POST', url, body })).toBeUndefined();
    expect(paintedFrame({ method: 'GET', url, body: '{"do":"heartbeat","frame":7}' })).toBeUndefined();
  });
});

describe('the command line', () => {
  it('takes a page or a kiosk', () => {
    expect(readOptions(['--no-sandbox', `--url=${page}`])).toEqual({
      ok: true,
      options: { show: 'page', url: page, isWindowed: false },
    });
    expect(readOptions(['main.ts', '--data=/srv/kiosk', '--http=8321', '--windowed'])).toEqual({
      ok: true,
      options: { show: 'kiosk', data: '/srv/kiosk', http: 8321, node: undefined, isWindowed: true },
    });
  });

  it('refuses both, neither, a foreign page and a port that is none', () => {
    for (const words of [
      [],
      ['--url=http://127.0.0.1/', '--data=x'],
      ['--url=https://example.org/'],
      ['--data=x', '--http=99999'],
    ])
      expect(readOptions(words).ok).toBe(false);
  });
});

describe('a window that dies', () => {
  const run = (inputs: readonly RecoveryInput[], from: Recovery = firstRecovery(0)) =>
    inputs.reduce(
      ({ state, effects }, input) => {
        const step = stepRecovery(state, input);
        return { state: step.state, effects: [...effects, ...step.effects] };
      },
      { state: from, effects: [] as string[] },
    );
  const beat = (frame: number, at: number): RecoveryInput => ({ on: 'beat', frame, at });
  const tick = (at: number): RecoveryInput => ({ on: 'tick', at });
  const gone = (at: number): RecoveryInput => ({ on: 'gone', at });

  it('is opened again after a pause', () => {
    const { state, effects } = run([beat(1, 1_000), gone(2_000), tick(2_400), tick(2_500)]);
    expect(effects).toEqual(['close', 'open']);
    expect(state).toEqual({ phase: 'opening', since: 2_500, deaths: 1 });
  });

  it('is found dead when it stays white, and when it freezes', () => {
    expect(run([tick(firstBeatMs - 1)]).effects).toEqual([]);
    expect(run([tick(firstBeatMs)]).effects).toEqual(['close']);
    expect(run([beat(1, 1_000), tick(1_000 + silenceMs)]).effects).toEqual(['close']);
    // The same frame, told again, is no sign of life.
    expect(run([beat(1, 1_000), beat(1, 5_900), tick(6_000)]).effects).toEqual(['close']);
    expect(run([beat(1, 1_000), beat(2, 5_900), tick(6_000)]).effects).toEqual([]);
  });

  it('waits longer with each death, never longer than half a minute, and forgets after a healthy minute', () => {
    expect([1, 2, 3, 4, 7, 50].map(backoffMs)).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
    const healthy: RecoveryInput[] = [];
    for (let i = 0; i <= 61; i += 1) healthy.push(beat(i + 1, 10_000 + i * 1_000));
    expect(run(healthy, { phase: 'opening', since: 9_000, deaths: 6 }).state.deaths).toBe(0);
  });

  it('never has two windows, and always tries again', () => {
    const input = fc.oneof(
      fc.record({ on: fc.constant('beat' as const), frame: fc.nat(5) }),
      fc.record({ on: fc.constant('gone' as const) }),
      fc.record({ on: fc.constant('tick' as const) }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(input, fc.nat(20_000)), { maxLength: 60 }), (steps) => {
        let at = 0;
        let open = 1;
        let state = firstRecovery(0);
        for (const [step, pause] of steps) {
          at += pause;
          const next = stepRecovery(state, { ...step, at });
          state = next.state;
          for (const effect of next.effects) open += effect === 'open' ? 1 : -1;
          expect(open).toBe(state.phase === 'waiting' ? 0 : 1);
        }
        if (state.phase === 'waiting')
          expect(stepRecovery(state, { on: 'tick', at: at + 30_000 }).effects).toEqual(['open']);
      }),
    );
  });
});

describe('quitting', () => {
  it('does its steps in order and tells what it could not', async () => {
    const done: string[] = [];
    const step = (name: string, run: () => Promise<void>) => ({ name, run });
    const undone = await quitInOrder(
      [
        step('first', async () => void done.push('first')),
        step('broken', () => Promise.reject(new Error('no'))),
        step('second', async () => void done.push('second')),
        step('endless', () => new Promise(() => {})),
        step('never', async () => void done.push('never')),
      ],
      new Promise((resolve) => setTimeout(resolve, 50)),
    );
    expect(done).toEqual(['first', 'second']);
    expect(undone).toEqual(['broken', 'endless', 'never']);
  });
});

describe('the window’s settings', () => {
  it('keep the page in its sandbox', () => {
    expect(windowOptions(false).webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      navigateOnDragDrop: false,
    });
    expect(windowOptions(false)).toMatchObject({ kiosk: true, frame: false });
  });

  it('turn off every fuse that makes a Node of the window', () => {
    expect(fuses).toMatchObject({
      RunAsNode: false,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      OnlyLoadAppFromAsar: true,
    });
  });
});

describe('Chromium in place of Electron', () => {
  it('gets the page last, a profile of its own, and kiosk mode', () => {
    const flags = chromiumKioskFlags({ url: page, profile: '/run/kiosk' });
    expect(flags.at(-1)).toBe(page);
    expect(flags).toContain('--kiosk');
    expect(flags).toContain('--user-data-dir=/run/kiosk');
    expect(flags).not.toContain('--no-sandbox');
    expect(chromiumPolicy.DeveloperToolsAvailability).toBe(2);
  });
});
