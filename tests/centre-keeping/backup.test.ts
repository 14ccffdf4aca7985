import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupsIn, writeBackup } from '../../sync/centre/keeping/backup.ts';
import { restoreBackup } from '../../sync/centre/keeping/restore.ts';
import { unsealFile } from '../../sync/centre/keeping/sealed-file.ts';
import { storePathIn } from '../../sync/centre/store/open-store.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { type BenchCentre, openBenchCentre } from '../centre/support/bench-centre.ts';
import { centreId, instant, ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { goodPassword, openConsole, setUpAdmin } from '../centre-http/support/console-bench.ts';
import { temporaryFolder } from '../support/folder.ts';

const noon = instant('2021-02-01T12:00:00+07:00');
const passphrase = 'một chuỗi dài để thử';
const week = 7 * 86_400_000;

const backUp = (centre: BenchCentre, folder: string, keep = 14) =>
  writeBackup({ store: centre.store, folder, keep, passphrase, now: () => centre.now });

const withPresses = (count: number) => {
  const centre = openBenchCentre(noon);
  const kiosk = scriptKiosk('k1', noon);
  for (let i = 0; i < count; i += 1) {
    kiosk.write(ratingDraft());
    kiosk.pass(6_000);
  }
  centre.take(kiosk.entriesTopic, kiosk.batch(1));
  return { centre, kiosk };
};

describe('a backup', () => {
  it('is one sealed file that opens with the passphrase alone; the oldest go beyond so many', async () => {
    const { centre } = withPresses(3);
    const folder = join(temporaryFolder(), 'new', 'folder');
    for (let i = 0; i < 4; i += 1) {
      await backUp(centre, folder, 3);
      centre.now = (centre.now + 1_000) as Instant;
    }
    const files = backupsIn(folder, centreId);
    expect(files.map((each) => each.file)).toEqual([
      'mot-cham-centre-20210201T050003Z.backup',
      'mot-cham-centre-20210201T050002Z.backup',
      'mot-cham-centre-20210201T050001Z.backup',
    ]);
    expect(readdirSync(folder)).toHaveLength(3);
    const path = join(folder, files[0]?.file ?? '');
    const bytes = readFileSync(path);
    for (const plain of ['SQLite format 3', 'satisfied-service', 'so-tu-phap'])
      expect(bytes.includes(plain), plain).toBe(false);
    expect(readdirSync(centre.dataDir).filter((name) => name.includes('copy'))).toEqual([]);
    const out = join(temporaryFolder(), 'out');
    await expect(unsealFile(path, out, 'một chuỗi dài khác')).rejects.toMatchObject({
      code: 'keeping/wrong-passphrase',
    });
    for (const at of [20, 200, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const bent = Buffer.from(bytes);
      bent[at] = (bent[at] ?? 0) ^ 1;
      const broken = join(temporaryFolder(), 'broken');
      writeFileSync(broken, bent);
      await expect(
        unsealFile(broken, join(temporaryFolder(), 'o'), passphrase),
        `byte ${at}`,
      ).rejects.toThrow(/is no backup|does not open/);
    }
    const cut = join(temporaryFolder(), 'cut');
    writeFileSync(cut, bytes.subarray(0, bytes.length - 100));
    await expect(unsealFile(cut, join(temporaryFolder(), 'o'), passphrase)).rejects.toMatchObject({
      code: 'keeping/wrong-passphrase',
    });
  });

  it('says what is missing: a passphrase, a folder that can be written to', async () => {
    const { centre } = withPresses(1);
    const folder = temporaryFolder();
    const without = { store: centre.store, folder, keep: 1, passphrase: undefined, now: () => noon };
    await expect(writeBackup(without)).rejects.toMatchObject({ code: 'keeping/no-passphrase' });
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(backUp(centre, join(file, 'below'))).rejects.toMatchObject({
      code: 'keeping/folder-not-writable',
    });
    // What the disk refuses costs a backup, never the centre: here something stands where the file must be.
    mkdirSync(join(folder, 'mot-cham-centre-20210201T050000Z.backup', 'x'), { recursive: true });
    await expect(backUp(centre, folder)).rejects.toMatchObject({ code: 'keeping/failed' });
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    expect(centre.verify().ok).toBe(true);
  });
});

describe('restoring', () => {
  it('puts the backup in place, proven, keeps the other store aside; the kiosk sends what is missing', async () => {
    const { centre, kiosk } = withPresses(3);
    const folder = temporaryFolder();
    const made = await backUp(centre, folder);
    centre.now = (centre.now + week) as Instant;
    kiosk.pass(week);
    for (let i = 0; i < 4; i += 1) {
      kiosk.write(ratingDraft());
      kiosk.pass(6_000);
    }
    centre.take(kiosk.entriesTopic, kiosk.batch(4));
    expect(centre.report('2021-02').totals.total).toBe(7);
    const path = join(folder, made.file);
    await expect(restoreBackup(path, centre.dataDir, passphrase, centre.now)).rejects.toMatchObject({
      code: 'centre/in-use',
    });
    centre.store.close();
    await expect(restoreBackup(path, centre.dataDir, 'ein anderes Wort', centre.now)).rejects.toMatchObject({
      code: 'keeping/wrong-passphrase',
    });
    // A restore that failed has touched nothing.
    expect(existsSync(storePathIn(centre.dataDir))).toBe(true);
    const restored = await restoreBackup(path, centre.dataDir, passphrase, centre.now);
    expect(restored).toMatchObject({ head: { centre: 'centre' }, report: { ok: true, ratings: 3 } });
    expect(restored.asideTo).toMatch(/centre\.sqlite\.before-20210208T050000Z$/);
    expect(existsSync(restored.asideTo ?? '')).toBe(true);

    const next = openBenchCentre(centre.now, centre.dataDir);
    expect(next.report('2021-02').totals.total).toBe(3);
    // The receipt is older now, and the kiosk's state lies above it.
    next.take(kiosk.stateTopic, kiosk.state());
    next.take(kiosk.entriesTopic, kiosk.batch(4));
    expect(next.report('2021-02').totals.total).toBe(7);
    expect(next.verify().findings).toEqual([]);
  });

  it('signs everybody out and is written in the audit log', async () => {
    const bench = await openConsole('2026-03-10T08:00:00+07:00', { backupPassphrase: passphrase });
    const admin = await setUpAdmin(bench);
    const folder = temporaryFolder();
    const none = await admin.browser.ask('POST /api/backups');
    expect([none.status, none.problem.code]).toEqual([422, 'backup/no-folder']);
    const value = { folder, at: '18:30', keep: 2 };
    await admin.browser.get('PUT /api/settings/:key', { params: { key: 'backup' }, body: { value } });
    const view = await admin.browser.get('POST /api/backups');
    expect(view).toMatchObject({ folder, nextAt: '2026-03-10T18:30:00+07:00', lastProblem: null });
    expect(view.backups).toHaveLength(1);
    // On schedule, without anybody.
    bench.pass(10 * 3_600_000 + 30 * 60_000);
    await expect.poll(() => readdirSync(folder).length, { timeout: 20_000 }).toBe(2);
    await bench.close();
    bench.centre.store.close();
    const [file = ''] = readdirSync(folder).sort();
    await restoreBackup(join(folder, file), bench.centre.dataDir, passphrase, bench.centre.now);
    const at = new Date(bench.centre.now).toISOString();
    const next = await openConsole(at, { dataDir: bench.centre.dataDir });
    const old = next.browser();
    old.cookie = admin.browser.cookie;
    expect((await old.ask('GET /api/today')).status).toBe(401);
    const again = next.browser();
    await again.get('POST /api/session', { body: { name: 'quantri', password: goodPassword } });
    await again.get('POST /api/session/second-step', { body: { code: next.code(admin.secret) } });
    const log = await again.get('GET /api/audit', { query: { action: 'centre/' } });
    expect(log.entries).toEqual([expect.objectContaining({ person: 'system', action: 'centre/restored' })]);
    expect(log.chain.isWhole).toBe(true);
  });
});
