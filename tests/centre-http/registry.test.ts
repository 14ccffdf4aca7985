import { describe, expect, it } from 'vitest';
import type { RegistryChange } from '../../sync/centre/api/registry.ts';
import { department, instant, ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { openConsole, setUpAdmin } from './support/console-bench.ts';
import { hasReference, loadReference } from './support/reference.ts';

const csvType = { 'content-type': 'text/csv' };

// The merger of March 2025: who becomes whom (Nghị quyết of the province, seventeen to twelve).
const merger: readonly RegistryChange[] = [
  ['so-noi-vu', ['so-noi-vu', 'so-lao-dong-thuong-binh-va-xa-hoi'], 'Sở Nội vụ'],
  ['so-tai-chinh', ['so-tai-chinh', 'so-ke-hoach-va-dau-tu'], 'Sở Tài chính'],
  ['so-xay-dung', ['so-xay-dung', 'so-giao-thong-van-tai'], 'Sở Xây dựng'],
].map(([into, of, name], i) => ({
  do: 'merge' as const,
  of: of as string[],
  into: { id: into as string, order: i + 1, name: name as string },
  from: '2025-03-01',
}));

describe.runIf(hasReference)('the registry', () => {
  it('shows what a merger would do, does it once, and leaves the months before as they were', async () => {
    const bench = await openConsole('2021-02-16T08:00:00+07:00');
    loadReference(bench.centre);
    const { browser } = await setUpAdmin(bench);
    const before = await browser.get('GET /api/periods/:label', { params: { label: '2021-02' } });
    const ids = before.report.rows.map((row) => row.id);
    const wanted = merger.filter(
      (change) => change.do === 'merge' && change.of.every((id) => ids.includes(id)),
    );
    expect(wanted.length).toBeGreaterThan(1);
    const preview = await browser.get('POST /api/registry/preview', { body: { changes: wanted } });
    const gone = wanted.length;
    expect(preview.plan).toMatchObject({
      from: '2025-03-01',
      summary: { ending: gone, growing: gone, beginning: 0, same: 17 - 2 * gone },
      period: { label: '2025-03', nextLabel: '2025-04', nextRows: 17 - gone },
    });
    expect(preview.plan.before).toHaveLength(17);
    expect(preview.plan.after).toHaveLength(17 - gone);
    expect(preview.plan.links).toHaveLength(17);
    expect(preview.plan.links.filter((link) => link.isChange)).toHaveLength(2 * gone);
    const { mark } = preview;
    const applied = await browser.get('POST /api/registry/apply', { body: { changes: wanted, mark } });
    expect(applied.nextChange).toMatchObject({ from: '2025-03-01' });
    const again = await browser.ask('POST /api/registry/apply', { body: { changes: wanted, mark } });
    expect([again.status, again.problem.code]).toEqual([409, 'registry/changed']);
    const after = await browser.get('GET /api/periods/:label', { params: { label: '2021-02' } });
    expect(after.report.rows).toEqual(before.report.rows);
    expect(bench.centre.report('2025-04').rows).toHaveLength(17 - gone);
    const log = await browser.get('GET /api/audit', { query: { action: 'registry/' } });
    expect(log.entries).toHaveLength(1);
    expect(bench.centre.verify().findings).toEqual([]);
  });
});

describe('departments and counters', () => {
  it('come from a file with a preview, are exported as they are, and what is in use stays', async () => {
    const bench = await openConsole('2021-02-10T09:00:00+07:00');
    const { browser } = await setUpAdmin(bench);
    const read = (text: string, query = {}) =>
      browser.ask('POST /api/registry/csv/preview', { body: Buffer.from(text), headers: csvType, query });
    const first = JSON.parse((await read('order,id,name\n1,mot,Phòng Một\n2,hai,Phòng Hai\n')).text);
    expect(first.changes).toHaveLength(2);
    expect((await browser.get('GET /api/registry')).departments).toEqual([]);
    await browser.get('POST /api/registry/apply', { body: { changes: first.changes, mark: first.mark } });
    for (const [text, line] of [
      ['order,id,name\n1,mot,Phòng Một\nx,hai,Phòng Hai\n', 3],
      ['a,b\n', 1],
    ] as const) {
      const bad = await read(text);
      expect([bad.status, bad.problem.code, bad.problem.line]).toEqual([422, 'registry/bad-file', line]);
    }
    const latin = await browser.ask('POST /api/registry/csv/preview', {
      body: Buffer.from([0xff, 0xd0]),
      headers: csvType,
    });
    expect(latin.problem.code).toBe('registry/not-utf8');

    const counters: RegistryChange[] = [
      { do: 'counter', id: 'q1', label: 'Quầy 1', department: 'mot', from: '2021-01-01' },
      { do: 'counter', id: 'q1', label: 'Quầy 1', department: 'hai', from: '2021-03-01' },
    ];
    const plan = await browser.get('POST /api/registry/preview', { body: { changes: counters } });
    await browser.get('POST /api/registry/apply', { body: { changes: counters, mark: plan.mark } });
    const kiosk = scriptKiosk('k1', instant('2021-02-10T08:59:00+07:00'));
    kiosk.write({ kind: 'binding', department: department('mot'), counter: 'q1' as never });
    kiosk.write(ratingDraft({ department: department('mot') }));
    bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
    bench.centre.take(kiosk.stateTopic, {
      ...kiosk.state(),
      binding: { department: 'mot', counter: 'q1' },
    });
    const view = await browser.get('GET /api/registry');
    expect(view.departments.map(({ id, isUsed }) => [id, isUsed])).toEqual([
      ['mot', true],
      ['hai', expect.any(Boolean)],
    ]);
    expect(view.counters).toEqual([
      expect.objectContaining({
        id: 'q1',
        kiosks: ['k1'],
        terms: [
          expect.objectContaining({ department: 'mot', from: '2021-01-01', to: '2021-02-28' }),
          expect.objectContaining({ department: 'hai', from: '2021-03-01', to: null }),
        ],
      }),
    ]);
    expect(view.bindings).toEqual([
      { kiosk: 'k1', department: 'mot', counter: 'q1', from: expect.any(String), to: null },
    ]);
    const removal = await browser.ask('POST /api/registry/preview', {
      body: { changes: [{ do: 'remove', id: 'mot' }] },
    });
    expect([removal.status, removal.problem.code]).toEqual([422, 'registry/in-use']);
    const unknown = await browser.ask('POST /api/registry/preview', {
      body: { changes: [{ do: 'end', id: 'la', to: '2021-03-01', successor: null }] },
    });
    expect([unknown.status, unknown.problem.code, unknown.problem.detail]).toEqual([
      422,
      'registry/unknown-department',
      { index: 0, id: 'la' },
    ]);
    const file = await browser.ask('GET /api/registry/csv');
    expect(file.headers['content-disposition']).toContain('don-vi.csv');
    expect(file.text).toBe(
      '\uFEFForder,id,name,valid_from,valid_to,successor\r\n1,mot,Phòng Một,,,\r\n2,hai,Phòng Hai,,,\r\n',
    );
    const ended = file.text.replace('2,hai,Phòng Hai,,,', '2,hai,Phòng Hai,,2021-06-30,mot');
    const third = JSON.parse((await read(ended)).text);
    expect(third.changes).toEqual([expect.objectContaining({ do: 'put', id: 'hai', successor: 'mot' })]);
    expect(third.plan.summary).toMatchObject({ ending: 1, growing: 1 });
  });

  it('cannot take away what a closed month counts', async () => {
    const bench = await openConsole('2021-02-10T09:00:00+07:00');
    const { browser } = await setUpAdmin(bench);
    const kiosk = scriptKiosk('k1', bench.centre.now);
    kiosk.write(ratingDraft());
    bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
    bench.centre.now = instant('2021-02-16T08:00:00+07:00');
    expect(bench.centre.desk.close({ label: '2021-02' as never, person: 'Lan', reason: 'hết hạn' }).ok).toBe(
      true,
    );
    bench.centre.now = instant('2021-02-10T09:00:00+07:00');
    const changes: RegistryChange[] = [
      { do: 'begin', id: 'so-moi', order: 9, name: 'Sở Mới', from: null },
      { do: 'end', id: 'so-tu-phap', to: '2021-01-31', successor: 'so-moi' },
    ];
    const { mark } = await browser.get('GET /api/registry');
    const before = bench.centre.report('2021-02');
    const reply = await browser.ask('POST /api/registry/apply', { body: { changes, mark } });
    expect([reply.status, reply.problem.code]).toEqual([422, 'registry/closed-period']);
    expect(bench.centre.report('2021-02')).toEqual(before);
    expect((await browser.get('GET /api/registry')).mark).toBe(mark);
  });
});
