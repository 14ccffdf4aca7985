import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { RouteKey } from '../../sync/centre/api/contract.ts';
import type { PeriodView } from '../../sync/centre/api/period.ts';
import { department, instant, ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { addPerson, openConsole, setUpAdmin } from './support/console-bench.ts';

const label = '2021-02';
const params = { label };
const during = instant('2021-02-10T09:00:00+07:00');
const csv = 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n2,so-y-te,Sở Y tế\n';

/** One kiosk that has sent all, one that still holds two presses of the period. */
const openEnded = async () => {
  const bench = await openConsole('2021-02-10T09:00:00+07:00');
  const { centre } = bench;
  const admin = await setUpAdmin(bench);
  const preview = await admin.browser.get('POST /api/registry/csv/preview', {
    body: Buffer.from(csv),
    headers: { 'content-type': 'text/csv' },
  });
  const { changes, mark } = preview;
  await admin.browser.get('POST /api/registry/apply', { body: { changes, mark } });
  const prompt = scriptKiosk('k1', during);
  for (let i = 0; i < 3; i += 1) {
    prompt.write(ratingDraft());
    prompt.pass(8_000);
  }
  centre.take(prompt.entriesTopic, prompt.batch(1));
  const late = scriptKiosk('k2', during);
  for (let i = 0; i < 3; i += 1) {
    late.write(ratingDraft({ category: 'dissatisfied-time', department: department('so-y-te') }));
    late.pass(8_000);
  }
  centre.take(late.entriesTopic, late.batch(1, 1));
  centre.take(late.stateTopic, late.state());
  centre.now = instant('2021-02-16T08:00:00+07:00');
  prompt.pass(centre.now - prompt.clock.at);
  centre.take(prompt.stateTopic, prompt.state());
  await admin.browser.get('POST /api/session', { body: { name: 'quantri', password: 'bốn con cò trắng' } });
  await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
  const lan = await addPerson(bench, admin, 'lan', 'reporter');
  const minh = await addPerson(bench, admin, 'minh', 'reporter');
  const sendLate = (): void => {
    late.pass(centre.now - late.clock.at);
    centre.take(late.entriesTopic, late.batch(2));
    centre.take(late.stateTopic, late.state());
  };
  return { bench, admin, lan: lan.browser, minh: minh.browser, prompt, sendLate };
};

describe('closing a period', () => {
  it('says what is pending, wants a reason, names the person; of two who close at once one closes', async () => {
    const { bench, lan, minh } = await openEnded();
    const view = await lan.get('GET /api/periods/:label', { params });
    expect(view.report).toMatchObject({
      totals: { total: 4 },
      completeness: 'unknown',
      pending: [{ kiosk: 'k2', lastHeardAt: expect.any(String) }],
    });
    expect(view.kiosks.map(({ kiosk, state }) => [kiosk, state])).toEqual([
      ['k1', 'complete'],
      ['k2', 'unknown'],
    ]);
    const seen = view.report.fingerprint;
    const close = (browser: typeof lan, body: object) =>
      browser.ask('POST /api/periods/:label/close', { params, body });
    const bare = await close(lan, { seen });
    expect([bare.status, bare.problem.code, bare.problem.field]).toEqual([
      422,
      'period/reason-required',
      'reason',
    ]);
    const early = await lan.ask('POST /api/periods/:label/close', {
      params: { label: '2021-03' },
      body: { seen },
    });
    expect([early.status, early.problem.code]).toEqual([409, 'period/not-ended']);
    const both = await Promise.all([
      close(lan, { seen, reason: 'hết hạn báo cáo' }),
      close(minh, { seen, reason: 'hết hạn' }),
    ]);
    expect(both.map((reply) => reply.status).sort()).toEqual([200, 409]);
    const lost = both.find((reply) => reply.status === 409);
    const { closing: told } = JSON.parse(both.find((reply) => reply.status === 200)?.text ?? '{}');
    expect(lost?.problem).toMatchObject({ code: 'period/already-closed', detail: { closing: told } });
    expect(told).toMatchObject({
      revision: 1,
      total: 4,
      pending: [expect.objectContaining({ kiosk: 'k2' })],
    });
    expect(['Người lan', 'Người minh']).toContain(told.person);
    const after = await minh.get('GET /api/periods/:label', { params });
    expect(after).toMatchObject({ state: 'closed', closing: { revision: 1 } });
    expect(after.report.fingerprint).toBe(seen);
    expect(bench.centre.verify().findings).toEqual([]);
  });

  it('closes nothing when the table is another than the one that was seen', async () => {
    const { lan, sendLate } = await openEnded();
    const { report } = await lan.get('GET /api/periods/:label', { params });
    sendLate();
    const reply = await lan.ask('POST /api/periods/:label/close', {
      params,
      body: { seen: report.fingerprint, reason: 'hết hạn' },
    });
    expect([reply.status, reply.problem.code]).toEqual([409, 'period/changed']);
    const now = reply.problem.detail as PeriodView;
    expect(now.report.totals.total).toBe(6);
    expect(now.report.completeness).toBe('complete');
    const body = { seen: now.report.fingerprint };
    const { closing } = await lan.get('POST /api/periods/:label/close', { params, body });
    expect(closing).toMatchObject({ revision: 1, total: 6, person: 'Người lan', reason: null });
  });

  it('puts what comes late into a dated supplement, and a new revision wants a reason', async () => {
    const { bench, admin, lan, prompt, sendLate } = await openEnded();
    const { report } = await lan.get('GET /api/periods/:label', { params });
    const body = { seen: report.fingerprint, reason: 'hết hạn báo cáo' };
    await lan.get('POST /api/periods/:label/close', { params, body });
    const none = await lan.ask('POST /api/periods/:label/supplement', { params, body: {} });
    expect([none.status, none.problem.code]).toEqual([409, 'period/nothing-late']);
    sendLate();
    await admin.browser.get('POST /api/voids', {
      body: { ledger: prompt.ledger, seq: 1, reason: 'bấm thử khi lắp máy' },
    });
    const open = await lan.get('GET /api/periods/:label', { params });
    expect(open.report).toMatchObject({ totals: { total: 4 }, late: 2, fingerprint: report.fingerprint });
    expect(open.nextSupplement).toMatchObject({
      added: [{ id: 'so-y-te', counts: [0, 0, 0, 2, 0] }],
      removed: [{ id: 'so-tu-phap', counts: [1, 0, 0, 0, 0] }],
    });
    const { supplement } = await lan.get('POST /api/periods/:label/supplement', { params, body: {} });
    expect(supplement).toMatchObject({ revision: 1, number: 1, person: 'Người lan' });
    expect(supplement.issuedAt.slice(0, 10)).toBe('2021-02-16');
    const again = await lan.ask('POST /api/periods/:label/supplement', { params, body: {} });
    expect(again.problem.code).toBe('period/nothing-late');

    const seen = (await lan.get('GET /api/periods/:label', { params })).report.fingerprint;
    const bare = await lan.ask('POST /api/periods/:label/reissue', { params, body: { seen } });
    expect([bare.status, bare.problem.code]).toEqual([422, 'period/reason-required']);
    const stale = await lan.ask('POST /api/periods/:label/reissue', {
      params,
      body: { seen: '0'.repeat(64), reason: 'gộp bảng bổ sung' },
    });
    expect([stale.status, stale.problem.code]).toEqual([409, 'period/already-closed']);
    expect(stale.problem.detail).toMatchObject({ closing: { revision: 1 } });
    const { closing } = await lan.get('POST /api/periods/:label/reissue', {
      params,
      body: { seen, reason: 'gộp bảng bổ sung' },
    });
    // Three of the first kiosk but for the voided one, three of the late one.
    expect(closing).toMatchObject({ revision: 2, total: 5, reason: 'gộp bảng bổ sung', person: 'Người lan' });
    const now = await lan.get('GET /api/periods/:label', { params });
    expect(now).toMatchObject({ nextSupplement: null, report: { totals: { total: 5 }, late: 0 } });
    const first = await lan.ask('GET /api/periods/:label/files/:format', {
      params: { label, format: 'json' },
      query: { revision: '1' },
    });
    expect(JSON.parse(first.text)).toMatchObject({ totals: { total: 4 }, fingerprint: report.fingerprint });
    const paper = await lan.ask('GET /api/periods/:label/supplements/:number/files/:format', {
      params: { label, number: '1', format: 'csv' },
      query: { revision: '1' },
    });
    expect(paper.headers['content-disposition']).toContain('phu-luc-ii-2021-02-ban-1-bo-sung-1.csv');
    expect(paper.text).toContain('Rút khỏi bảng: Sở Tư pháp,-1,0,0,0,0,-1');
    const history = await lan.get('GET /api/periods/:label/history', { params });
    expect(history.revisions.map((each) => each.revision)).toEqual([2, 1]);
    expect(history.supplements).toHaveLength(1);
    expect(history.events.map((event) => event.action)).toContain('period/closed');
    expect(bench.centre.verify().findings).toEqual([]);
  });
});

describe('the files', () => {
  it('are a draft by their name until the period is closed, in six formats, with the form inside', async () => {
    const { lan } = await openEnded();
    const key: RouteKey = 'GET /api/periods/:label/files/:format';
    const starts: Readonly<Record<string, string>> = {
      docx: 'PK',
      xlsx: 'PK',
      pdf: '%PDF-',
      csv: '\uFEFF',
      html: '<!doctype html>',
      json: '{',
    };
    const types: Readonly<Record<string, RegExp>> = {
      docx: /wordprocessingml/,
      xlsx: /spreadsheetml/,
      pdf: /^application\/pdf/,
      csv: /^text\/csv/,
      html: /^text\/html/,
      json: /^application\/json/,
    };
    const check = async (name: string, query = {}) => {
      for (const format of Object.keys(starts)) {
        const file = await lan.ask(key, { params: { label, format }, query });
        expect(file.status, format).toBe(200);
        expect(file.headers['content-disposition'], format).toBe(
          `attachment; filename="${name}.${format}"; filename*=UTF-8''${name}.${format}`,
        );
        expect(file.headers['content-type'], format).toMatch(types[format] ?? /$^/);
        expect(file.text.startsWith(starts[format] ?? '?'), format).toBe(true);
      }
    };
    await check('phu-luc-ii-2021-02-du-thao');
    const { report } = await lan.get('GET /api/periods/:label', { params });
    const body = { seen: report.fingerprint, reason: 'hết hạn' };
    await lan.get('POST /api/periods/:label/close', { params, body });
    await check('phu-luc-ii-2021-02-ban-1', { revision: '1' });
    const missing = await lan.ask(key, { params: { label, format: 'docx' }, query: { revision: '2' } });
    expect(missing.status).toBe(404);
    expect((await lan.ask(key, { params: { label, format: 'exe' } })).status).toBe(404);
  });

  it('tell the departments of dissatisfied ratings by counter and day, and no hour', async () => {
    const { lan } = await openEnded();
    const { notices } = await lan.get('GET /api/periods/:label/dissatisfied', { params });
    expect(notices).toEqual([
      expect.objectContaining({
        department: expect.objectContaining({ id: 'so-y-te', name: 'Sở Y tế' }),
        days: [{ counter: 'q1', day: '2021-02-10', competence: 0, time: 1, total: 1 }],
        total: 1,
      }),
    ]);
    const file = await lan.ask('GET /api/periods/:label/dissatisfied/files/:format', {
      params: { label, format: 'html' },
      query: { department: 'so-y-te' },
    });
    expect(file.headers['content-disposition']).toContain('khong-hai-long-2021-02-so-y-te.html');
    expect(file.text).toContain('Sở Y tế');
    expect(file.text).not.toMatch(/09:0\d/);
    for (const [format, begins] of [
      ['docx', 'PK'],
      ['pdf', '%PDF-'],
    ] as const) {
      const document = await lan.ask('GET /api/periods/:label/dissatisfied/files/:format', {
        params: { label, format },
      });
      expect(document.headers['content-disposition']).toContain(`khong-hai-long-2021-02.${format}`);
      expect(document.text.startsWith(begins)).toBe(true);
    }
    const sheet = await lan.ask('GET /api/periods/:label/dissatisfied/files/:format', {
      params: { label, format: 'xlsx' },
    });
    expect(sheet.status).toBe(404);
  });
});

describe('resolved dossiers', () => {
  it('are typed in, or read from CSV and XLSX with a preview; what is wrong is named with its line', async () => {
    const { lan } = await openEnded();
    const readAs = (body: Buffer, type: string) =>
      lan.ask('POST /api/periods/:label/dossiers/read', {
        params,
        body,
        headers: { 'content-type': type },
      });
    const typed = await lan.get('PUT /api/periods/:label/dossiers', { params, body: { total: 7718 } });
    expect(typed).toMatchObject({ total: 7718, source: 'typed', byDepartment: [] });
    const sheet = 'Đơn vị,Đã giải quyết\nSở Tư pháp,1.600\nso-y-te,40\nTổng cộng,1.640\n';
    const read = await readAs(Buffer.from(sheet), 'text/csv');
    expect(JSON.parse(read.text)).toEqual({
      byDepartment: [
        { id: 'so-tu-phap', name: 'Sở Tư pháp', resolved: 1600, before: null },
        { id: 'so-y-te', name: 'Sở Y tế', resolved: 40, before: null },
      ],
      total: 1640,
      missing: [],
    });
    // Nothing was stored by reading.
    expect((await lan.get('GET /api/periods/:label', { params })).dossiers.total).toBe(7718);
    const xlsx = await writeXlsx({
      sheets: [
        {
          name: 'Hồ sơ',
          rows: [
            ['Đơn vị', 'Đã giải quyết'],
            ['Sở Y tế', 41],
          ],
        },
      ],
    });
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const fromXlsx = JSON.parse((await readAs(Buffer.from(xlsx), type)).text);
    expect(fromXlsx).toMatchObject({ total: 41, missing: [{ id: 'so-tu-phap', name: 'Sở Tư pháp' }] });
    const byDepartment = [
      { id: 'so-tu-phap', resolved: 1600 },
      { id: 'so-y-te', resolved: 40 },
    ];
    const put = await lan.get('PUT /api/periods/:label/dossiers', { params, body: { byDepartment } });
    expect(put).toMatchObject({ total: 1640, source: 'imported', person: 'lan' });
    const back = await lan.get('GET /api/periods/:label/look-back', { params });
    expect(back.rates.find((rate) => rate.id === 'so-y-te')).toMatchObject({ resolved: 40, per100: '2,50' });
    for (const [text, code, line] of [
      ['Đơn vị,Đã giải quyết\nSở Tư pháp,mười\n', 'dossiers/not-a-count', 2],
      ['Đơn vị,Đã giải quyết\nSở Y tế,1\nSở Lạ,2\n', 'dossiers/unknown-department', 3],
      ['a,b\n1,2\n', 'dossiers/no-columns', 1],
    ] as const) {
      const bad = await readAs(Buffer.from(text), 'text/csv');
      expect([bad.status, bad.problem.code, bad.problem.line]).toEqual([422, code, line]);
    }
  });
});
