import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { plainFileName } from '../../sync/centre/http/kiosk-routes.ts';
import { department, instant, ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { writeComment } from './support/comment.ts';
import { addPerson, openConsole, setUpAdmin } from './support/console-bench.ts';

const noon = '2021-02-01T12:00:00+07:00';
const later = '2021-02-20T12:00:00+07:00';

describe('a path in the name of an imported file', () => {
  it.each([
    ['../../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['%2e%2e%2f%2e%2e%2fcentre.sqlite', 'centre.sqlite'],
    ['/etc/cron.d/x;rm -rf ~', 'x_rm -rf _'],
    ['a\u0000b\r\nx-header: 1', 'a_b__x-header_ 1'],
    ['sổ quầy 12.motcham', 'sổ quầy 12.motcham'],
    ['%E0%A4%A', '_E0_A4_A'],
  ])('%j is %j to the log', (name, plain) => expect(plainFileName(name)).toBe(plain));

  it('is never longer than a line of the log', () =>
    expect(plainFileName('x'.repeat(5_000))).toBe('x'.repeat(100)));

  it('writes nothing anywhere but for a moment in the folder of imports', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    const before = readdirSync(bench.centre.dataDir).sort();
    for (const name of ['../centre.sqlite', '..%2f..%2fx', '/tmp/x', '..\\x', '.', '']) {
      const reply = await admin.browser.ask('POST /api/kiosks/import', {
        body: Buffer.from('not an export'),
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': name },
      });
      expect([reply.status, reply.problem.code]).toEqual([422, 'kiosk/bad-import']);
      expect(reply.text).not.toContain(bench.centre.dataDir);
    }
    expect(readdirSync(join(bench.centre.dataDir, 'imports'))).toEqual([]);
    expect(readdirSync(bench.centre.dataDir).sort()).toEqual([...before, 'imports'].sort());
    expect(bench.said).toEqual([]);
  });
});

describe('script in a comment', () => {
  it('stays text: JSON that no browser runs, and no other page or file of the centre has it', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    const reader = await addPerson(bench, admin, 'gopy', 'viewer', true);
    const script = '<script>alert(1)</script><img src=x onerror=alert(2)> "&lt;';
    writeComment(bench.centre, scriptKiosk('k1', bench.centre.now), script);
    const reply = await reader.browser.ask('GET /api/comments', { query: { label: '2021-02' } });
    expect(reply.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    expect(JSON.parse(reply.text).comments[0].pieces).toEqual([{ text: script }]);
    await reader.browser.get('PUT /api/comments/:id', {
      params: { id: JSON.parse(reply.text).comments[0].id },
      body: { state: 'sent', to: 'Văn phòng Trung tâm', note: script },
    });
    const params = { label: '2021-02' };
    for (const format of ['csv', 'html', 'json']) {
      const file = await admin.browser.ask('GET /api/periods/:label/files/:format', {
        params: { ...params, format },
      });
      expect(file.status, format).toBe(200);
      expect(file.text, format).not.toContain('alert(');
    }
    for (const key of ['GET /api/today', 'GET /api/audit', 'GET /api/audit/csv', 'GET /api/kiosks'] as const)
      expect((await admin.browser.ask(key, { params })).text, key).not.toContain('alert(');
  });
});

describe('a spreadsheet formula', () => {
  it('in the name of a department, a person or a reason is text in every file that leaves', async () => {
    const bench = await openConsole(noon);
    const admin = await setUpAdmin(bench);
    const names = ['=HYPERLINK("http://x","Sở")', '+1+1', '-2+3', '@SUM(1)', '＝1+1'];
    const lines = names.map((name, i) => `${i + 1},d${i + 1},"${name.replaceAll('"', '""')}"`);
    const preview = await admin.browser.get('POST /api/registry/csv/preview', {
      body: Buffer.from(`order,id,name\n${lines.join('\n')}\n`),
      headers: { 'content-type': 'text/csv' },
      query: { from: '2021-01-01' },
    });
    const { changes, mark } = preview;
    await admin.browser.get('POST /api/registry/apply', { body: { changes, mark } });
    const kiosk = scriptKiosk('k1', bench.centre.now);
    kiosk.write(ratingDraft({ department: department('d1'), category: 'dissatisfied-time' }));
    bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
    await admin.browser.get('POST /api/people', {
      body: { name: 'xau', fullName: '=cmd|calc', role: 'viewer', readsComments: false },
    });
    bench.centre.now = instant(later);
    await admin.browser.get('POST /api/session', { body: { name: 'quantri', password: 'bốn con cò trắng' } });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });

    const params = { label: '2021-02', format: 'csv', span: '2021-Q1' };
    for (const key of [
      'GET /api/periods/:label/files/:format',
      'GET /api/periods/:label/dissatisfied/files/:format',
      'GET /api/spans/:span/files/:format',
      'GET /api/registry/csv',
      'GET /api/audit/csv',
    ] as const) {
      const { text, status } = await admin.browser.ask(key, { params });
      expect(status, key).toBe(200);
      const cells = (parse(text, { bom: true, relax_column_count: true }) as string[][]).flat();
      expect(
        cells.filter((cell) => /^[\s\u00a0]*[=+\-@＝＋－＠]/u.test(cell)),
        key,
      ).toEqual([]);
      if (!key.includes('audit')) expect(text, key).toContain('HYPERLINK');
    }
    // What was exported reads back as the same registry.
    const exported = await admin.browser.ask('GET /api/registry/csv');
    const again = await admin.browser.ask('POST /api/registry/csv/preview', {
      body: exported.bytes,
      headers: { 'content-type': 'text/csv' },
    });
    expect(JSON.parse(again.text).changes).toEqual([]);
  });
});
