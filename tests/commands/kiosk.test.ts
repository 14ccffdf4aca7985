import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemKioskClock } from '../../kiosk-app/core/system-clock.ts';
import { type Entry, parseEntry } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { configureKiosk, run, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openScreen } from '../support/screen-client.ts';

const entriesOf = (dataDir: string): readonly Entry[] => {
  const ledger = openLedger({
    path: join(dataDir, 'ledger.sqlite'),
    clock: systemKioskClock(),
    version: 'test',
  });
  try {
    return ledger.read(1 as Seq, 100).flatMap(({ body }) => {
      const parsed = parseEntry(body);
      return parsed.ok ? [parsed.entry] : [];
    });
  } finally {
    ledger.close();
  }
};

describe('kiosk configure', () => {
  it('writes, shows, and keeps what was not said again', async () => {
    const dir = temporaryFolder();
    await configureKiosk(dir);
    const changed = await run(
      'kiosk',
      'configure',
      '--data',
      dir,
      '--languages',
      'vi,en',
      '--response-interval',
      '7',
    );
    expect(changed.code).toBe(0);
    const shown = await run('kiosk', 'configure', '--data', dir);
    expect(JSON.parse(shown.stdout)).toMatchObject({
      kiosk: 'q12-1',
      department: { id: 'so-tu-phap', name: 'Sở Tư pháp' },
      languages: ['vi', 'en'],
      responseIntervalMs: 7000,
    });
  });

  it('names all that is wrong and writes nothing', async () => {
    const dir = temporaryFolder();
    const ended = await run(
      'kiosk',
      'configure',
      '--data',
      dir,
      '--department',
      'Sở Y tế',
      '--counter',
      'q1',
      '--broker',
      'x',
    );
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    for (const field of ['department.id', 'department.name', 'broker']) expect(ended.stderr).toContain(field);
    expect(await run('kiosk', 'configure', '--data', dir)).toMatchObject({ code: 2 });
  });

  it('appends a binding when the counter changes, running or not, and leaves old ratings alone', async () => {
    const dir = temporaryFolder();
    await configureKiosk(dir);
    const kiosk = await startKiosk(dir);
    const screen = await openScreen(kiosk.ready);
    onTestFinished(() => screen.close());
    expect(await screen.send({ do: 'press', category: 'satisfied-service', touch: 't1' })).toEqual({
      ok: true,
    });
    const moved = await run(
      'kiosk',
      'configure',
      '--data',
      dir,
      '--department',
      'so-y-te',
      '--department-name',
      'Sở Y tế',
    );
    expect(moved).toMatchObject({ code: 0, stderr: expect.stringContaining('running kiosk') });
    await vi.waitFor(() => expect(screen.latest()?.binding.department.id).toBe('so-y-te'), {
      timeout: 10_000,
    });
    await kiosk.kill('SIGTERM');
    const next = await run('kiosk', 'configure', '--data', dir, '--counter', 'q15-2');
    expect(next.stderr).toContain('stands in the ledger');
    const told = entriesOf(dir).flatMap((entry) =>
      entry.kind === 'binding' || entry.kind === 'rating'
        ? [`${entry.kind} ${entry.department} ${entry.counter}`]
        : [],
    );
    expect(told).toEqual([
      'binding so-tu-phap q12-1',
      'rating so-tu-phap q12-1',
      'binding so-y-te q12-1',
      'binding so-y-te q15-2',
    ]);
  });
});

describe('kiosk', () => {
  it('goes on by touch when the serial path does not exist, and says so', async () => {
    const dir = temporaryFolder();
    await configureKiosk(dir);
    const kiosk = await startKiosk(dir, '--panel', 'motcham-line:/dev/ttyDoesNotExist');
    await vi.waitFor(() => expect(kiosk.said()).toContain('panel/not-found'), { timeout: 5_000 });
    const screen = await openScreen(kiosk.ready);
    onTestFinished(() => screen.close());
    expect(await screen.send({ do: 'press', category: 'comment', touch: 't1' })).toEqual({ ok: true });
    expect(screen.latest()?.panels).toMatchObject([{ link: 'down', problem: { code: 'panel/not-found' } }]);
  });

  it('ends with one line when its port is in use', async () => {
    const dir = temporaryFolder();
    await configureKiosk(dir);
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    onTestFinished(() => void server.close());
    const ended = await run('kiosk', '--data', dir, '--http', String(port));
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`^host/port-in-use: port ${port} .*\n$`)),
    });
  });

  it.each([
    [['--data', '/proc/mot-cham'], 1, 'config/missing'],
    [
      [
        'configure',
        '--data',
        '/proc/mot-cham',
        '--department',
        'a',
        '--department-name',
        'A',
        '--counter',
        'q',
      ],
      1,
      'cannot be written',
    ],
    [[], 2, '--data DIR is missing'],
    [['--data', 'x', '--http', '99999'], 2, '--http must be a port'],
    [['dance', '--data', 'x'], 2, 'unknown word: dance'],
  ])('says what is wrong with %j', async (words, code, message) => {
    expect(await run('kiosk', ...words)).toMatchObject({ code, stderr: expect.stringContaining(message) });
  });
});

it.each(['kiosk', 'replay', 'verify', 'start', 'centre', 'report'] as const)(
  '%s tells what it does',
  async (name) => {
    const ended = await run(name, '--help');
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('npm ') });
  },
);
