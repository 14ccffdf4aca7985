import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../support/folder.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { instant, ratingDraft, scriptKiosk } from './support/scripted-kiosk.ts';

const command = (name: string): string =>
  join(import.meta.dirname, '../../sync/centre/commands', `${name}.ts`);

const run = (name: string, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command(name), ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

/** Starts the centre's command and waits until it says that it is up. */
const startCentre = async (
  ...words: string[]
): Promise<{ child: ChildProcess; url: string; output: string }> => {
  const child = spawn(process.execPath, [command('centre'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await expect.poll(() => output, { timeout: 10_000 }).toContain('ledgers');
  return { child, url: /mqtt:\/\/\S+/.exec(output)?.[0] ?? '', output };
};

const oneLine = /^[^\n]+\n$/;
const noon = instant('2021-02-01T12:00:00+07:00');

describe('npm run centre', () => {
  it('runs until it is told to stop, and keeps what it was sent when it is killed', async () => {
    const folder = temporaryFolder();
    const csv = join(folder, 'd.csv');
    writeFileSync(csv, 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n');
    const data = join(folder, 'data');
    const first = await startCentre('--data', data, '--mqtt', '0', '--departments', csv);
    expect(first.output).toMatch(/departments {2}1/);
    const client = connect(first.url, { reconnectPeriod: 0, protocolVersion: 4 });
    const kiosk = scriptKiosk('k1', noon);
    kiosk.write(ratingDraft());
    await client.subscribeAsync('motcham/1/centre/k1/receipt', { qos: 1 });
    const receipt = new Promise((resolve) => client.once('message', resolve));
    await client.publishAsync(kiosk.entriesTopic, JSON.stringify(kiosk.batch(1)), { qos: 1 });
    await receipt;
    const beside = run('report', '--data', data, '--period', '2021-02', '--format', 'json');
    expect(JSON.parse(beside.stdout).totals.total).toBe(1);
    await client.endAsync(true);

    expect(run('centre', '--data', data, '--mqtt', '0')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^centre\/in-use: [^\n]+\n$/),
    });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await startCentre('--data', data, '--mqtt', '0');
    expect(second.output).toMatch(/ledgers {6}1/);
    second.child.kill('SIGTERM');
    expect(await once(second.child, 'exit')).toEqual([0, null]);
    const after = run('report', '--data', data, '--period', '2021-02', '--format', 'json');
    expect(JSON.parse(after.stdout).rows[0]).toMatchObject({ name: 'Sở Tư pháp', total: 1 });
  });

  it('names what is wrong in one line', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const csv = join(folder, 'bad.csv');
    writeFileSync(csv, 'order,id,name\n1,a,A\nx,b,B\n');
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.close();
    });
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const cases: readonly [words: string[], status: number, says: RegExp][] = [
      [[], 2, /--data DIR is missing/],
      [['--data', data, '--mqtt', 'x'], 2, /--mqtt must be a port/],
      [['--data', data, '--mqtt', '1', '--broker', 'mqtt://h'], 2, /--broker goes without/],
      [['--data', data, '--broker', 'http://h'], 2, /--broker must be an address/],
      [['--data', data, '--centre', 'Trung Tâm'], 2, /--centre must be/],
      [['--data', data, '--frobnicate'], 2, /frobnicate/],
      [['--data', data, 'word'], 2, /unknown word: word/],
      [['--data', data, '--departments', csv], 2, /line 3: order "x"/],
      [['--data', data, '--departments', join(folder, 'none.csv')], 2, /cannot read/],
      [['--data', data, '--mqtt', port], 1, /centre\/port-in-use: port \d+/],
      [['--data', csv], 1, /centre\/data-not-writable/],
    ];
    for (const [words, status, says] of cases) {
      const result = run('centre', ...words);
      expect(result.stderr, words.join(' ')).toMatch(says);
      expect(result.stderr, words.join(' ')).toMatch(oneLine);
      expect(result.status, words.join(' ')).toBe(status);
    }
  });

  it('names what is wrong with the console or with a restore in one line', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const file = join(folder, 'file');
    writeFileSync(file, 'nothing that is a backup or a key\n');
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.close();
    });
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const secret = ['--backup-passphrase-file', file];
    const cases: readonly [words: string[], status: number, says: RegExp][] = [
      [['--data', data, '--tls-cert', file], 2, /--tls-cert goes with --http/],
      [['--data', data, '--http', '0', '--public-origin', 'x'], 2, /--public-origin must be/],
      [['backup', '--data', data], 2, /--backup-passphrase-file FILE is missing/],
      [['backup', file, '--data', data, ...secret], 2, /backup takes no file/],
      [['backup', '--data', data, ...secret], 1, /centre\/no-store: there is no centre's store at /],
      [['--data', data, '--keep', '3'], 2, /--folder and --keep go with backup/],
      [['restore', file, '--data', data], 2, /--backup-passphrase-file FILE is missing/],
      [['restore', file, '--data', data, ...secret], 2, /keeping\/not-a-backup: .* is no backup of a centre/],
      [['--data', data, '--mqtt', '0', '--http', port], 1, /centre\/port-in-use: port \d+/],
    ];
    for (const [words, status, says] of cases) {
      const result = run('centre', ...words);
      expect(result.stderr, words.join(' ')).toMatch(says);
      expect(result.stderr, words.join(' ')).toMatch(oneLine);
      expect(result.status, words.join(' ')).toBe(status);
    }
  });

  it('backs up for cron beside a running centre, into the same sealed file that restore takes', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const secret = join(folder, 'secret');
    writeFileSync(secret, 'một chuỗi dài để thử\n');
    await startCentre('--data', data, '--mqtt', '0');
    const words = ['backup', '--data', data, '--backup-passphrase-file', secret];
    const out = join(folder, 'out');
    const made = run('centre', ...words, '--folder', out, '--keep', '1');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const [file = ''] = readdirSync(out);
    expect(file).toMatch(/^mot-cham-centre-\d{8}T\d{6}Z\.backup$/);
    expect(made.stdout).toMatch(
      new RegExp(`^wrote .*${file}, \\d+ bytes, sealed; 1 backups are kept there\n$`),
    );
    const restored = run(
      ...(['centre', 'restore', join(out, file), '--data', join(folder, 'new')] as const),
      '--backup-passphrase-file',
      secret,
    );
    expect(restored).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('restored the centre "centre"'),
    });
    expect(readdirSync(data).filter((name) => name.includes('copy'))).toEqual([]);
    const cases: readonly [words: string[], status: number, says: RegExp][] = [
      [words, 2, /no folder: --folder DIR/],
      [[...words, '--folder', out, '--keep', '0'], 2, /--keep must be a number of backups from 1: 0/],
      [[...words, '--folder', join(secret, 'below')], 1, /keeping\/folder-not-writable/],
    ];
    for (const [asked, status, says] of cases) {
      const result = run('centre', ...asked);
      expect(result.stderr, asked.join(' ')).toMatch(says);
      expect(result.stderr, asked.join(' ')).toMatch(oneLine);
      expect(result.status, asked.join(' ')).toBe(status);
    }
  });

  it('has --help', () => {
    for (const name of ['centre', 'report']) {
      expect(run(name, '--help')).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringContaining('--data DIR'),
      });
    }
  });
});

describe('npm run report', () => {
  it('writes a file or to the standard output', () => {
    const folder = temporaryFolder();
    const centre = openBenchCentre(noon, folder);
    const kiosk = scriptKiosk('k1', noon);
    kiosk.write(ratingDraft());
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    const out = join(folder, 'report.csv');
    expect(run('report', '--data', folder, '--period', '2021-02', '--format', 'csv', '--out', out)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(out, 'utf8')).toContain('so-tu-phap');
  });

  it('names what is wrong in one line', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'foreign'));
    writeFileSync(join(folder, 'foreign', 'centre.sqlite'), 'no store of ours. '.repeat(100));
    const good = ['--period', '2021-02', '--format', 'json'];
    const store = openBenchCentre(noon).dataDir;
    const cases: readonly [words: string[], status: number, says: RegExp][] = [
      [['--data', folder, ...good], 1, /centre\/no-store/],
      [['--data', join(folder, 'nothing'), ...good], 1, /centre\/no-store/],
      [['--data', join(folder, 'foreign'), ...good], 1, /centre\/foreign-store/],
      [['--data', folder, '--period', '2021-13', '--format', 'json'], 2, /--period must be a month/],
      [['--data', folder, '--period', '2021-02', '--format', 'doc'], 2, /--format must be one of/],
      [['--data', folder, '--format', 'json'], 2, /--period YYYY-MM is missing/],
      [['--data', store, ...good, '--out', join(folder, 'no', 'file')], 2, /cannot be written/],
    ];
    for (const [words, status, says] of cases) {
      const result = run('report', ...words);
      expect(result.stderr, words.join(' ')).toMatch(says);
      expect(result.stderr, words.join(' ')).toMatch(oneLine);
      expect(result.status, words.join(' ')).toBe(status);
    }
  });
});
