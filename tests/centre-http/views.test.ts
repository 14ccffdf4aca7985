import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../sync/domain/categories.ts';
import { instant, ratingDraft, type ScriptedKiosk, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { writeComment } from './support/comment.ts';
import { addPerson, openConsole, setUpAdmin } from './support/console-bench.ts';
import { hasReference, loadReference, referenceTable } from './support/reference.ts';

const minute = 60_000;
const dayOf = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(0, 10);
const minuteOf = (at: number): string => new Date(at + 7 * 3_600_000).toISOString().slice(11, 16);

const openMonth = async (at: string) => {
  const bench = await openConsole(at);
  const month = loadReference(bench.centre);
  const admin = await setUpAdmin(bench);
  return { bench, month, admin, ask: admin.browser.get };
};
const kioskOf = (kiosks: ReadonlyMap<string, ScriptedKiosk>, counter: string): ScriptedKiosk => {
  const kiosk = kiosks.get(counter);
  if (!kiosk) throw new Error(`no kiosk at ${counter}`);
  return kiosk;
};

describe.runIf(hasReference)('Hôm nay', () => {
  it('counts today and the running period as the presses say, beside what is usual by this minute', async () => {
    const { month, ask } = await openMonth('2021-02-03T10:00:00+07:00');
    const today = await ask('GET /api/today');
    const { presses } = month;
    const counted = (of: typeof presses) => categoryIds.map((c) => of.filter((p) => p.category === c).length);
    const ofToday = presses.filter((press) => dayOf(press.at) === '2021-02-03');
    const ofPeriod = presses.filter((press) => dayOf(press.at) >= '2021-01-16');
    expect(ofToday.length).toBeGreaterThan(3);
    expect(today).toMatchObject({
      at: '2021-02-03T10:00:00+07:00',
      day: '2021-02-03',
      isWorkingDay: true,
      holiday: null,
      counts: counted(ofToday),
      total: ofToday.length,
      dissatisfied: 0,
    });
    expect(today.period).toMatchObject({
      label: '2021-02',
      from: '2021-01-16',
      to: '2021-02-15',
      counts: counted(ofPeriod),
      total: ofPeriod.length,
      satisfiedPercent: '100',
      completeness: 'complete',
      lastWorkingDay: '2021-02-15',
      pendingKiosks: [],
      toClose: { label: '2021-01', endedOn: '2021-01-15' },
    });
    expect(today.rows).toHaveLength(17);
    expect(today.rows.reduce((sum, row) => sum + row.total, 0)).toBe(ofToday.length);
    expect(today.rows.reduce((sum, row) => sum + row.period, 0)).toBe(ofPeriod.length);
    // Working days of this period before today: 18 January to 2 February without week-ends.
    const days = [18, 19, 20, 21, 22, 25, 26, 27, 28, 29].map((n) => `2021-01-${n}`);
    days.push('2021-02-01', '2021-02-02');
    const upToNow = ofPeriod.filter((p) => days.includes(dayOf(p.at)) && minuteOf(p.at) < '10:00');
    expect(today.usual.basis).toEqual({ days: days.length, of: 'this-period' });
    expect(today.usual.total).toBe(Math.round((10 * upToNow.length) / days.length) / 10);
    const first = today.rows.find((row) => row.total > 0);
    const own = ofToday.filter((press) => press.department === first?.id);
    expect(first?.total).toBe(own.length);
    expect(first?.lastAt?.slice(11, 16)).toBe(minuteOf(Math.max(...own.map((press) => press.at))));
    expect(today.period.days.find(({ day }) => day === '2021-02-04')?.counts).toBeNull();
    expect(today.period.days.filter(({ counts }) => counts !== null)).toHaveLength(19);
  });

  it('calls a person for a silent kiosk, a silent department and three dissatisfied presses, and says what heals', async () => {
    const { bench, month, ask } = await openMonth('2021-02-03T10:00:00+07:00');
    const [quiet, busy] = [...month.kiosks.values()];
    if (!quiet || !busy) throw new Error('two kiosks are needed');
    for (let i = 0; i < 3; i += 1) {
      busy.pass(10_000);
      busy.write(ratingDraft({ category: 'dissatisfied-time', department: 'so-y-te' as never }));
    }
    bench.pass(10 * minute);
    await ask('GET /api/today');
    bench.pass(10 * minute);
    for (const kiosk of month.kiosks.values()) {
      if (kiosk === quiet) continue;
      kiosk.pass(bench.centre.now - kiosk.clock.at);
      bench.centre.take(kiosk.stateTopic, kiosk.state());
    }
    // Its three presses are told and not yet here.
    const before = await ask('GET /api/today');
    expect(before.known).toContainEqual(
      expect.objectContaining({ kind: 'catching-up', kiosk: busy.kiosk, pending: 3 }),
    );
    expect(before.period.completeness).not.toBe('complete');
    expect(before.attention).toContainEqual({
      kind: 'kiosk-silent',
      contact: null,
      kiosk: quiet.kiosk,
      department: expect.any(String),
      since: '2021-02-03T10:00:00+07:00',
      pending: 0,
    });
    bench.centre.take(busy.entriesTopic, busy.batch(busy.head() - 2));
    const after = await ask('GET /api/today');
    expect(after.dissatisfied).toBe(3);
    expect(after.attention).toContainEqual(
      expect.objectContaining({
        kind: 'department-dissatisfied',
        id: 'so-y-te',
        total: 3,
        byCategory: [{ category: 'dissatisfied-time', count: 3 }],
      }),
    );
    expect(after.kiosks).toMatchObject({
      all: month.kiosks.size,
      online: month.kiosks.size - 1,
      needPerson: 1,
    });
  });
});

describe.runIf(hasReference)('Kỳ báo cáo', () => {
  it('is the reference table, with its sentence, its neighbours and its completeness', async () => {
    const { month, ask } = await openMonth('2021-02-16T08:00:00+07:00');
    const { periods, current } = await ask('GET /api/periods');
    expect(current).toBe('2021-03');
    expect(periods.map(({ label, state, total }) => [label, state, total])).toEqual([
      ['2021-03', 'running', 0 + month.presses.filter((p) => dayOf(p.at) >= '2021-02-16').length],
      ['2021-02', 'ended', 660],
      ['2021-01', 'ended', month.presses.filter((p) => dayOf(p.at) < '2021-01-16').length],
    ]);
    const params = { label: '2021-02' };
    const view = await ask('GET /api/periods/:label', { params });
    expect(view.report).toMatchObject(referenceTable());
    expect(view).toMatchObject({ state: 'ended', closing: null, supplements: [], nextSupplement: null });
    expect([view.previous, view.next]).toEqual(['2021-01', '2021-03']);
    expect(view.report.completeness).toBe('complete');
    expect(view.kiosks).toHaveLength(month.kiosks.size);
    expect(new Set(view.kiosks.map((square) => square.state))).toEqual(new Set(['complete']));
    expect(view.sentence.text).not.toContain('hồ sơ đã giải quyết');
    await ask('PUT /api/periods/:label/dossiers', { params, body: { total: 7718 } });
    const told = await ask('GET /api/periods/:label', { params });
    expect(told.sentence.text).toBe(
      'Có 660 ý kiến đánh giá của tổ chức, cá nhân đến giao dịch tại Trung tâm thông qua máy đánh giá mức độ hài lòng (chiếm 8,55\u00a0% hồ sơ đã giải quyết); kết quả có 100\u00a0% ý kiến hài lòng với dịch vụ và thái độ phục vụ của nhân viên tại Trung tâm (Đính kèm Phụ lục II).',
    );
    expect(told.sentence.pieces.map((piece) => piece.text).join('')).toBe(told.sentence.text);
  });

  it('looks back: days, hours, what was left out and why, response rates and the month before', async () => {
    const { month, ask } = await openMonth('2021-02-16T08:00:00+07:00');
    const params = { label: '2021-02' };
    const kiosk = kioskOf(month.kiosks, month.presses.at(-7)?.counter ?? '');
    const victim = kiosk.bodies.findLastIndex((body) => body.includes('"rating"')) + 1;
    const voidedAt: number = JSON.parse(kiosk.bodies[victim - 1] ?? '{}').at;
    await ask('POST /api/voids', { body: { ledger: kiosk.ledger, seq: victim, reason: 'thử máy' } });
    const known = await ask('GET /api/periods/:label', { params });
    const byDepartment = known.report.rows.map((row) => ({ id: row.id, resolved: row.total * 10 + 100 }));
    await ask('PUT /api/periods/:label/dossiers', { params, body: { byDepartment } });
    const back = await ask('GET /api/periods/:label/look-back', { params });
    expect(back.report.totals.total).toBe(659);
    expect(back.voids).toEqual([
      expect.objectContaining({ kiosk: kiosk.kiosk, reason: 'thử máy', person: 'Trần Thị Quản Trị' }),
    ]);
    expect(back.excluded).toMatchObject({ void: 1, repeat: 0, withdrawn: 0 });
    expect(back.days).toHaveLength(31);
    const sums = back.days.map(({ counts }) => (counts ?? []).reduce((a, b) => a + b, 0));
    expect(sums.reduce((a, b) => a + b, 0)).toBe(659);
    expect(back.busiest?.total).toBe(Math.max(...sums));
    expect(back.rates).toHaveLength(17);
    const rate = back.rates.find((each) => each.ratings > 0);
    expect(rate?.rate).toBeCloseTo((100 * (rate?.ratings ?? 0)) / (rate?.resolved ?? 1), 9);
    expect(back.comparison).toMatchObject({
      before: '2021-01',
      total: { now: 659, before: expect.any(Number) },
    });
    expect(back.comparison?.words).toMatch(/^Tăng \d+ ý kiến/);
    const { lines } = await ask('GET /api/periods/:label/excluded', { params });
    expect(lines).toEqual([
      expect.objectContaining({
        kind: 'void',
        day: dayOf(voidedAt),
        count: 1,
        reason: 'thử máy',
      }),
    ]);
    expect(JSON.stringify(lines)).not.toContain('category');
    const { presses } = await ask('GET /api/kiosks/:id/presses', {
      params: { id: kiosk.kiosk },
      query: { day: lines[0]?.day ?? '' },
    });
    expect(presses.filter((press) => press.isVoid)).toHaveLength(1);
    expect(JSON.stringify(presses)).not.toMatch(/satisfied|category/);
  });

  it('sums a quarter and a year from the months as they stand', async () => {
    const { ask } = await openMonth('2021-02-16T08:00:00+07:00');
    const view = await ask('GET /api/spans/:span', { params: { span: '2021-Q1' } });
    const { periods } = await ask('GET /api/periods');
    expect(view.months.map((each) => each.label)).toEqual(['2021-01', '2021-02', '2021-03']);
    expect(view.totals.total).toBe(periods.reduce((sum, line) => sum + line.total, 0));
    const year = await ask('GET /api/spans/:span', { params: { span: '2021' } });
    expect(year.totals).toEqual(view.totals);
    expect(year.missing).toHaveLength(9);
  });
});

describe.runIf(hasReference)('Kiosk', () => {
  it('says of each what is known, and of one its days, ledgers, buttons and presses', async () => {
    const { bench, month, ask } = await openMonth('2021-02-03T10:00:00+07:00');
    const kiosk = [...month.kiosks.values()][0];
    if (!kiosk) throw new Error('a kiosk is needed');
    for (const category of categoryIds.slice(0, 4)) {
      kiosk.pass(2_000);
      kiosk.write({ kind: 'self-test', category, via: 'serial' });
    }
    kiosk.pass(2_000);
    bench.centre.now = kiosk.clock.at;
    bench.centre.take(kiosk.entriesTopic, kiosk.batch(kiosk.head() - 3));
    const health = {
      panel: { status: 'up' },
      screen: { name: 'choose', paintedMsAgo: 90_000 },
      disk: { freePercent: 3 },
    };
    bench.centre.take(kiosk.stateTopic, { ...kiosk.state(), ...health });
    const view = await ask('GET /api/kiosks');
    expect(view.kiosks).toHaveLength(month.kiosks.size);
    expect([view.person, view.healing, view.fine]).toEqual([1, 0, month.kiosks.size - 1]);
    const line = view.kiosks[0];
    expect(line).toMatchObject({
      id: kiosk.kiosk,
      group: 'person',
      reasons: ['button-broken', 'screen-frozen', 'disk-low'],
      online: true,
      pending: 0,
      panel: { broken: [5] },
      screen: 'frozen',
      ledger: 'ok',
      version: 'test',
    });
    const one = await ask('GET /api/kiosks/:id', { params: { id: kiosk.kiosk } });
    expect(one.line).toMatchObject({ id: kiosk.kiosk, reasons: line?.reasons });
    expect(one.buttons.map((button) => button.state)).toEqual([
      'answers',
      'answers',
      'answers',
      'answers',
      'broken',
    ]);
    expect(one.ledgers).toEqual([
      expect.objectContaining({ id: kiosk.ledger, isCurrent: true, upTo: kiosk.head(), state: 'whole' }),
    ]);
    expect(one.days).toHaveLength(7);
    expect(one.bindings).toHaveLength(1);
    const ofToday = month.presses.filter(
      (press) => `k-${press.counter}` === kiosk.kiosk && dayOf(press.at) === '2021-02-03',
    );
    expect(one.days.at(-1)?.count).toBe(ofToday.length);
    expect(one.told).toMatchObject({ panel: 'up', screen: 'choose', diskFreePercent: 3, version: 'test' });
    // Taken down, it keeps no period open and asks for nobody.
    const params = { id: kiosk.kiosk };
    await ask('PUT /api/kiosks/:id/retired', { params, body: { retired: true, reason: 'hỏng' } });
    const after = await ask('GET /api/kiosks');
    expect(after.person).toBe(0);
  });
});

describe('Góp ý', () => {
  it('covers personal numbers, keeps who takes it, and erases for good', async () => {
    const bench = await openConsole('2021-02-01T12:00:00+07:00');
    const admin = await setUpAdmin(bench);
    const { get: ask } = (await addPerson(bench, admin, 'gopy', 'viewer', true)).browser;
    const text = 'Chờ lâu, gọi 0912 345 678 hoặc an@example.vn, CCCD 079123456789.';
    writeComment(bench.centre, scriptKiosk('k1', instant('2021-02-01T11:59:00+07:00')), text);
    const view = await ask('GET /api/comments', { query: { label: '2021-02' } });
    expect(view.counts).toEqual({ new: 1, sent: 0, answered: 0, all: 1 });
    expect(view.readers).toBe(1);
    const [comment] = view.comments;
    const params = { id: comment?.id ?? '' };
    expect(comment?.pieces).toEqual([
      { text: 'Chờ lâu, gọi ' },
      { covered: 'phone' },
      { text: ' hoặc ' },
      { covered: 'email' },
      { text: ', CCCD ' },
      { covered: 'identity-number' },
      { text: '.' },
    ]);
    expect(comment).toMatchObject({ day: '2021-02-01', state: 'new', keptUntil: '2021-05-02' });
    expect(JSON.stringify(view)).not.toContain('0912');
    expect(await ask('POST /api/comments/:id/uncover', { params })).toEqual({ text });
    const sent = { state: 'sent' as const, to: 'Văn phòng Trung tâm', note: 'đã chuyển' };
    expect(await ask('PUT /api/comments/:id', { params, body: sent })).toMatchObject({
      state: 'sent',
      sentTo: 'Văn phòng Trung tâm',
      takenBy: 'Người gopy',
    });
    const erased = await ask('POST /api/comments/:id/erase', { params, body: { reason: 'có tên người' } });
    expect(erased).toMatchObject({
      state: 'erased',
      pieces: null,
      note: null,
      erasedBecause: 'có tên người',
    });
    const { db } = bench.centre.store;
    expect(db.prepare('SELECT count(*) FROM comment_text').pluck().get()).toBe(0);
    for (const key of ['PUT /api/comments/:id', 'POST /api/comments/:id/uncover'] as const) {
      const reply = await bench.browser().ask(key, { params });
      expect(reply.status).toBe(401);
    }
    const log = await admin.browser.get('GET /api/audit', { query: { action: 'comment/' } });
    expect(log.entries.map((entry) => entry.action)).toEqual([
      'comment/erased',
      'comment/taken',
      'comment/uncovered',
      'comment/opened',
    ]);
    expect(log.entries[0]).toMatchObject({ person: 'gopy', subject: params.id });
    expect(JSON.stringify(log)).not.toContain('0912');
    expect(bench.centre.verify().findings).toEqual([]);
  });
});
