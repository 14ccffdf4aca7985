import { describe, expect, it } from 'vitest';
import { asOf } from '../../sync/centre/registry/as-of.ts';
import { formatRegistry, parseRegistry, previewRegistry } from '../../sync/centre/registry/registry-file.ts';
import {
  beginTerm,
  type Changed,
  correct,
  type Department,
  type Departments,
  endDepartment,
  merge,
  split,
  standingFor,
} from '../../sync/centre/registry/terms.ts';
import type { CounterId, DepartmentId, Instant } from '../../sync/domain/ids.ts';
import type { PeriodLabel, ReportDay } from '../../sync/domain/period.ts';
import { openBenchCentre } from './support/bench-centre.ts';
import { department, instant, ratingDraft, scriptKiosk } from './support/scripted-kiosk.ts';

const day = (text: string): ReportDay => text as ReportDay;
const entry = (order: number, id: string, name = `Sở ${id}`) => ({ order, id: department(id), name });
const registryOf = (...ids: string[]): Departments => {
  let now: Departments = new Map<DepartmentId, Department>();
  ids.forEach((id, i) => {
    now = new Map(now).set(department(id), correct(now, entry(i + 1, id)));
  });
  return now;
};
const standing = (now: Departments, changed: Changed): Departments => {
  if (!changed.ok) throw new Error(`${changed.reason}: ${changed.department}`);
  return new Map([...now, ...changed.set.map((d) => [d.id, d] as const)]);
};

describe('terms', () => {
  it('a correction changes the last term, a decree begins a new one', () => {
    const now = registryOf('a', 'b');
    const renamed = standing(now, beginTerm(now, entry(5, 'a', 'Sở Mới'), day('2025-03-01')));
    expect(renamed.get(department('a'))?.terms).toEqual([
      { from: null, to: '2025-02-28', order: 1, name: 'Sở a' },
      { from: '2025-03-01', to: null, order: 5, name: 'Sở Mới' },
    ]);
    expect(correct(renamed, entry(6, 'a', 'Sở Mới.')).terms.at(-1)).toMatchObject({
      order: 6,
      name: 'Sở Mới.',
    });
    expect(beginTerm(renamed, entry(1, 'a'), day('2025-03-01'))).toMatchObject({
      reason: 'not-after-last-term',
    });
  });

  it('an end names a successor that exists and makes no ring', () => {
    const now = registryOf('a', 'b', 'c');
    const a = department('a');
    expect(endDepartment(now, department('x'), day('2025-02-28'), null)).toMatchObject({
      reason: 'unknown-department',
    });
    expect(endDepartment(now, a, day('2025-02-28'), a)).toMatchObject({ reason: 'bad-successor' });
    const first = standing(now, endDepartment(now, a, day('2025-02-28'), department('b')));
    expect(endDepartment(first, a, day('2025-03-28'), null)).toMatchObject({ reason: 'ended-already' });
    expect(endDepartment(first, department('b'), day('2025-06-30'), a)).toMatchObject({
      reason: 'bad-successor',
    });
    const second = standing(first, endDepartment(first, department('b'), day('2025-06-30'), department('c')));
    expect(standingFor(second, a, day('2025-02-28'))).toBe('a');
    expect(standingFor(second, a, day('2025-03-01'))).toBe('b');
    expect(standingFor(second, a, day('2025-07-01'))).toBe('c');
  });

  it('a split leaves late ratings in the old row unless a successor is named', () => {
    const now = registryOf('a');
    const apart = standing(
      now,
      split(now, department('a'), [entry(1, 'b'), entry(2, 'c')], day('2025-03-01')),
    );
    expect(standingFor(apart, department('a'), day('2025-03-02'))).toBe('a');
    expect([...apart.keys()]).toEqual(['a', 'b', 'c']);
  });
});

// Like the merger of March 2025: seventeen departments become twelve.
const before = [
  ['giao-thong', 'Sở Giao thông vận tải'],
  ['xay-dung', 'Sở Xây dựng'],
  ['tai-nguyen', 'Sở Tài nguyên và Môi trường'],
  ['nong-nghiep', 'Sở Nông nghiệp và Phát triển nông thôn'],
  ['thong-tin', 'Sở Thông tin và Truyền thông'],
  ['khoa-hoc', 'Sở Khoa học và Công nghệ'],
  ['lao-dong', 'Sở Lao động - Thương binh và Xã hội'],
  ['noi-vu', 'Sở Nội vụ'],
  ['ke-hoach', 'Sở Kế hoạch và Đầu tư'],
  ['tai-chinh', 'Sở Tài chính'],
  ['cong-thuong', 'Sở Công Thương'],
  ['giao-duc', 'Sở Giáo dục và Đào tạo'],
  ['tu-phap', 'Sở Tư pháp'],
  ['van-hoa', 'Sở Văn hóa và Thể thao'],
  ['du-lich', 'Sở Du lịch'],
  ['y-te', 'Sở Y tế'],
  ['ban-quan-ly', 'Ban Quản lý Khu kinh tế'],
] as const;
const mergers = [
  { of: ['giao-thong', 'xay-dung'], into: entry(1, 'xay-dung', 'Sở Xây dựng') },
  {
    of: ['tai-nguyen', 'nong-nghiep'],
    into: entry(2, 'nong-nghiep-moi-truong', 'Sở Nông nghiệp và Môi trường'),
  },
  { of: ['thong-tin', 'khoa-hoc'], into: entry(3, 'khoa-hoc', 'Sở Khoa học và Công nghệ') },
  { of: ['lao-dong', 'noi-vu'], into: entry(4, 'noi-vu', 'Sở Nội vụ') },
  { of: ['ke-hoach', 'tai-chinh'], into: entry(5, 'tai-chinh', 'Sở Tài chính') },
] as const;

describe('a merger in the middle of a period', () => {
  const first = day('2025-03-01');
  const turn = instant('2025-03-01T00:00:00+07:00');

  const setUp = () => {
    const centre = openBenchCentre((turn - 10 * 86_400_000) as Instant);
    centre.store.transact(() =>
      centre.store.registry.put(
        before.map(([id, name], i) => entry(i + 1, id, name)),
        'Lan',
        centre.now,
      ),
    );
    for (const { of, into } of mergers) {
      const changed = centre.desk.changeDepartments(
        (now) => merge(now, of.map(department), into, first),
        'Lan',
      );
      expect(changed.ok).toBe(true);
    }
    const kiosk = scriptKiosk('k1', (turn - 2_000) as Instant);
    const press = (id: string): void => {
      kiosk.write(ratingDraft({ department: department(id) }));
    };
    // The kiosk at the transport counter is told of the merger only days later.
    press('giao-thong');
    press('tai-nguyen');
    press('y-te');
    kiosk.pass(4_000);
    press('giao-thong');
    press('tai-nguyen');
    press('nong-nghiep-moi-truong');
    centre.now = (turn + 10_000) as Instant;
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    return centre;
  };
  const rowsOf = (centre: ReturnType<typeof setUp>, label: string) =>
    centre
      .report(label)
      .rows.filter((row) => row.total > 0)
      .map((row) => [row.name, row.total]);

  it('shows both, each with its days; what comes late for the old one counts for its successor', () => {
    const centre = setUp();
    expect(rowsOf(centre, '2025-03').sort()).toEqual([
      ['Sở Giao thông vận tải', 1],
      ['Sở Nông nghiệp và Môi trường', 2],
      ['Sở Tài nguyên và Môi trường', 1],
      ['Sở Xây dựng', 1],
      ['Sở Y tế', 1],
    ]);
    expect(centre.report('2025-03').totals.total).toBe(6);
    expect(centre.verify().findings).toEqual([]);
  });

  it('prints seventeen rows before, twelve after, and never rewrites the old months', () => {
    const centre = setUp();
    expect(centre.report('2025-02').rows).toHaveLength(17);
    expect(centre.report('2025-04').rows).toHaveLength(12);
    expect(
      centre
        .report('2025-04')
        .rows.slice(0, 5)
        .map((row) => row.name),
    ).toEqual(mergers.map(({ into }) => into.name));
    expect(centre.store.registry.list()).toHaveLength(12);
  });

  it('nothing in use can be deleted', () => {
    const centre = setUp();
    expect(centre.desk.removeDepartment(department('y-te'), 'Lan')).toEqual({ ok: false, reason: 'in-use' });
    expect(centre.desk.removeDepartment(department('khoa-hoc'), 'Lan')).toEqual({
      ok: false,
      reason: 'in-use',
    });
    expect(centre.desk.removeDepartment(department('nowhere'), 'Lan')).toMatchObject({
      reason: 'unknown-department',
    });
    expect(centre.desk.removeDepartment(department('du-lich'), 'Lan')).toEqual({ ok: true });
    expect(centre.verify().findings).toEqual([]);
  });

  it('a change that would count ratings of a closed month elsewhere is refused', () => {
    const centre = setUp();
    centre.now = instant('2025-03-16T08:00:00+07:00');
    expect(centre.desk.close({ label: '2025-03' as PeriodLabel, person: 'Lan', reason: 'k1 tắt' }).ok).toBe(
      true,
    );
    const end = (to: string) =>
      centre.desk.changeDepartments(
        (now) => endDepartment(now, department('y-te'), day(to), department('noi-vu')),
        'Lan',
      );
    expect(end('2025-03-10')).toMatchObject({ ok: false, reason: 'closed-period', department: 'y-te' });
    expect(end('2025-03-15').ok).toBe(true);
    expect(centre.verify().findings).toEqual([]);
  });

  it('keeps counters, and where a kiosk stood', () => {
    const centre = openBenchCentre(turn);
    const counter = {
      id: 'q1' as CounterId,
      terms: [{ from: day('2025-01-01'), to: null, label: 'Quầy 1', department: department('y-te') }],
    };
    centre.desk.setCounters([counter], 'Lan');
    centre.desk.setCounters([counter], 'Lan');
    expect(centre.desk.counters()).toEqual([counter]);
    expect(centre.count('journal')).toBe(1);
    const kiosk = scriptKiosk('k1', turn);
    kiosk.write({ kind: 'binding', department: department('y-te'), counter: counter.id });
    kiosk.write({ kind: 'binding', department: department('tu-phap'), counter: counter.id });
    centre.take(kiosk.entriesTopic, kiosk.batch(1));
    expect(centre.desk.bindings(kiosk.kiosk).map((b) => b.department)).toEqual(['y-te', 'tu-phap']);
    expect(centre.verify().findings).toEqual([]);
  });

  it('the same by a short list and a date', () => {
    const now = registryOf(...before.map(([id]) => id));
    const twelve = [
      ...mergers.map(({ into }) => into),
      ...before.slice(10).map(([id], i) => entry(6 + i, id)),
    ];
    const successors = new Map(
      mergers.flatMap(({ of, into }) =>
        of.filter((id) => id !== into.id).map((id) => [department(id), into.id] as const),
      ),
    );
    const then = standing(now, asOf(now, twelve, first, successors));
    expect([...then.values()].filter((d) => d.terms.at(-1)?.to === null)).toHaveLength(12);
    expect(standingFor(then, department('tai-nguyen'), first)).toBe('nong-nghiep-moi-truong');
    expect(asOf(then, twelve, first, successors)).toEqual({ ok: true, set: [] });
  });
});

describe('the registry as a file', () => {
  const now = registryOf('a', 'b');
  const merged = standing(
    now,
    merge(now, [department('a')], entry(9, 'b', 'Sở "B", mới'), day('2025-03-01')),
  );

  it('comes back as it was written', () => {
    const text = formatRegistry(merged);
    expect(text.startsWith('\uFEFForder,id,name,valid_from,valid_to,successor\r\n')).toBe(true);
    expect(parseRegistry(text)).toEqual({ ok: true, departments: [...merged.values()] });
  });

  it('is previewed before anything changes', () => {
    const parsed = parseRegistry(formatRegistry(merged));
    const wanted = parsed.ok ? parsed.departments.filter((d) => d.id === 'b') : [];
    const more = {
      id: department('c'),
      terms: [{ from: null, to: null, order: 3, name: 'C' }],
      successor: null,
    };
    const preview = previewRegistry(now, [...wanted, more]);
    expect(preview.added.map((d) => d.id)).toEqual(['c']);
    expect(preview.changed.map(({ after: d }) => d.id)).toEqual(['b']);
    expect(preview.missing).toEqual(['a']);
    expect(previewRegistry(merged, wanted).unchanged).toEqual(['b']);
  });

  const head = 'order,id,name,valid_from,valid_to,successor\n';
  it.each([
    ['a day that is none', `${head}1,a,A,2025-02-30,,\n`, 2, /2025-02-30/],
    ['an end before its beginning', `${head}1,a,A,2025-03-01,2025-02-01,\n`, 2, /before it begins/],
    ['terms that overlap', `${head}1,a,A,,2025-03-01,\n1,a,A,2025-03-01,,\n`, 3, /line 2/],
    ['an unknown successor', `${head}1,a,A,,2025-03-01,b\n`, 2, /not in the file/],
    ['a ring', `${head}1,a,A,,2025-03-01,b\n2,b,B,,2025-03-01,a\n`, 2, /its own successor/],
    ['a successor without an end', `${head}1,a,A,,,b\n2,b,B,,,\n`, 2, /no last day/],
    ['a short row', `${head}1,a,A\n`, 2, /3 columns/],
  ])('with %s is refused with its line', (_name, text, line, reason) => {
    expect(parseRegistry(text)).toMatchObject({ ok: false, line, reason: expect.stringMatching(reason) });
  });
});
