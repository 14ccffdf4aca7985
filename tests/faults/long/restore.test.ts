import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { fromBase32, hotp, totpStepAt } from '../../../sync/centre/people/one-time-code.ts';
import { openBrowser } from '../../centre-http/support/browser.ts';
import { run, start } from '../../support/command.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { unusedPort } from '../support/unused-port.ts';

const kiosks = 20;
const beforeBackup = 2_000;
const afterBackup = 4_000;
const perSecond = 100;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const thankedIn = (journal: string): number =>
  (readFileSync(journal, 'utf8').match(/^thanked /gm) ?? []).length;

/** Ratings that the centre's store holds; undefined while there is none. */
const heldIn = (store: string): number => {
  const db = new Database(store, { readonly: true, fileMustExist: true });
  try {
    return Number(db.prepare('SELECT count(*) FROM rating').pluck().get());
  } finally {
    db.close();
  }
};

it(`a backup of before ${afterBackup} ratings is restored while ${kiosks} kiosks go on: totals equal within 60 s, by nobody's hand`, async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'centre');
  const backups = join(folder, 'backups');
  const journal = join(folder, 'journal');
  const passphrase = join(folder, 'passphrase');
  writeFileSync(passphrase, 'một chuỗi dài để thử\n');
  writeFileSync(join(folder, 'departments.csv'), 'order,id,name\n1,fleet,Đội kiosk\n');
  const [mqtt, http] = [await unusedPort(), await unusedPort()];
  const words = ['--data', data, '--mqtt', String(mqtt), '--http', String(http)];
  const more = ['--backup-passphrase-file', passphrase, '--departments', join(folder, 'departments.csv')];
  const startCentre = () => start('centre', [...words, ...more], /stop {9}Ctrl\+C/);
  const first = await startCentre();

  // The week before the backup.
  const fleet = [
    '--broker',
    `mqtt://127.0.0.1:${mqtt}`,
    '--data',
    join(folder, 'fleet'),
    '--journal',
    journal,
  ];
  const week = ['--kiosks', String(kiosks), '--rate', '400', '--ratings', String(beforeBackup)];
  expect(await run('fleet', ...fleet, ...week)).toMatchObject({ code: 0 });

  const browser = openBrowser(`http://127.0.0.1:${http}`);
  const token = /#setup=(\S+)/.exec(first.said())?.[1] ?? '';
  const me = { token, name: 'quantri', fullName: 'Trần Thị B', password: 'bốn con cò trắng' };
  const state = await browser.get('POST /api/invitation/accept', { body: me });
  const secret = fromBase32(state.step === 'enrol-totp' ? state.enrolment.secret : '');
  const code = hotp(secret, totpStepAt(Date.now()));
  await browser.get('POST /api/session/totp', { body: { code } });
  const value = { folder: backups, at: '18:30', keep: 14 };
  await browser.get('PUT /api/settings/:key', { params: { key: 'backup' }, body: { value } });
  const made = await browser.get('POST /api/backups');
  expect(made.backups).toHaveLength(1);
  const [backup = ''] = readdirSync(backups);

  // The week after it, which goes on while everything else happens.
  const total = beforeBackup + afterBackup * 2;
  const running = run(
    'fleet',
    ...fleet,
    '--kiosks',
    String(kiosks),
    '--rate',
    String(perSecond),
    '--ratings',
    String(afterBackup * 2),
  );
  await expect
    .poll(() => heldIn(join(data, 'centre.sqlite')), { timeout: 300_000, interval: 500 })
    .toBeGreaterThan(beforeBackup + afterBackup);

  await first.kill('SIGKILL');
  rmSync(data, { recursive: true });
  const restored = await run('centre', 'restore', join(backups, backup), '--data', data, ...more.slice(0, 2));
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  process.stderr.write(restored.stdout);
  expect(heldIn(join(data, 'centre.sqlite'))).toBeLessThanOrEqual(beforeBackup);
  const second = await startCentre();
  const since = performance.now();
  let equalMs = 0;
  for (;;) {
    const thanked = thankedIn(journal);
    const held = heldIn(join(data, 'centre.sqlite'));
    equalMs = performance.now() - since;
    if (held >= thanked || equalMs > 120_000) break;
    await pause(250);
  }
  process.stderr.write(`totals equal ${(equalMs / 1_000).toFixed(1)} s after the centre was up again\n`);
  const ended = await running;
  process.stderr.write(ended.stdout);
  expect(ended).toMatchObject({ code: 0 });
  expect(thankedIn(journal)).toBe(total);
  expect(heldIn(join(data, 'centre.sqlite'))).toBe(total);
  expect(equalMs).toBeLessThan(60_000);
  await second.kill('SIGTERM');
  expect(await run('verify', '--data', data)).toMatchObject({ code: 0 });
});
