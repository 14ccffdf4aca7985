import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('verify', () => {
  let data = '';
  beforeEach(async () => {
    const dir = temporaryFolder();
    data = join(dir, 'data');
    writeFileSync(join(dir, 'd.csv'), 'order,id,name\n1,mot,Phòng Một\n');
    const rows = Array.from(
      { length: 30 },
      (_, i) => `2024-06-${String(i + 1).padStart(2, '0')}T08:00:00.000+07:00,mot,q1,${(i % 5) + 1}`,
    );
    writeFileSync(join(dir, 'p.csv'), `at,department,counter,button\n${rows.join('\n')}\n`);
    const ended = await run(
      'replay',
      join(dir, 'p.csv'),
      '--departments',
      join(dir, 'd.csv'),
      '--data',
      data,
    );
    expect(ended.code).toBe(0);
  });

  /** Changes one byte of the text in a file, as somebody with a hex editor would. */
  const changeByte = (path: string, at: (bytes: Buffer) => number): void => {
    const bytes = readFileSync(path);
    const place = at(bytes);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };

  it('passes what nobody touched', async () => {
    const ended = await run('verify', '--data', data);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.match(/^whole/gm)).toHaveLength(2);
  });

  it.each(['centre.sqlite', 'kiosks/q1/ledger.sqlite'])(
    'names the entry of which one byte was changed in %s',
    async (file) => {
      const path = join(data, file);
      const db = new Database(path);
      const [row] = db.prepare('SELECT * FROM entry WHERE seq = 12').all() as { seq: number; body: string }[];
      db.close();
      const text = typeof row?.body === 'string' ? row.body : '';
      expect(text).toContain('"seq":12');
      changeByte(path, (bytes) => bytes.indexOf('"category"', bytes.indexOf(text)) + 14);
      const ended = await run('verify', '--data', data);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(/[a-z2-7]{26}:12: /);
    },
  );

  it('names a rating of the table that the ledgers do not tell', async () => {
    const db = new Database(join(data, 'centre.sqlite'));
    const columns = db.pragma('table_info(rating)') as { name: string }[];
    expect(columns.map(({ name }) => name)).toContain('category');
    db.exec('UPDATE rating SET category = (SELECT category FROM rating WHERE seq = 4) WHERE seq = 5');
    db.close();
    const ended = await run('verify', '--data', data);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/:5: /);
  });

  it.each([
    ['/does/not/exist', 'verify/no-store'],
    ['/usr/include', 'verify/no-store'],
  ])('says that there is nothing to prove in %s', async (folder, code) => {
    expect(await run('verify', '--data', folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(code),
    });
  });
});
