import { describe, expect, it } from 'vitest';
import { type Band, bandsGeometry, bandsOption } from '../../sync/console/charts/bands-option.ts';
import type { Ink } from '../../sync/console/charts/ink.ts';
import { fewestOverHalf } from '../../sync/console/pages/period/fewest-over-half.ts';

const ink: Ink = {
  ink: 'ink',
  soft: 'soft',
  faint: 'faint',
  edge: 'edge',
  rule: 'rule',
  ruleStrong: 'rule-strong',
  ground: 'ground',
  paper: 'paper',
  kinds: ['kind-1', 'kind-2', 'kind-3', 'kind-4', 'kind-5'],
  face: 'face',
  digits: 'digits',
};
const measure = (text: string): number => text.length * 7;
const band = (id: string, counts: Band['counts'], before: number | null, isDown = false): Band => ({
  id,
  phrases: [id],
  counts,
  before,
  isDown,
});

interface Shape {
  readonly type: string;
  readonly shape?: { readonly x: number; readonly width: number };
  readonly style: { readonly fill?: string; readonly stroke?: string; readonly text?: string };
}

/** What one series draws of one row. */
const drawn = (bands: readonly Band[], series: string, place: number, isPhone = false): readonly Shape[] => {
  const drawing = {
    bands,
    name: 'name',
    heads: { now: 'now', change: 'change' },
    categories: ['1', '2', '3', '4', '5'],
    before: 'before',
    isPhone,
  };
  const { series: all } = bandsOption(drawing, ink, 1000, measure);
  const found = (Array.isArray(all) ? all : []).find((each) => each.name === series);
  if (found?.type !== 'custom' || typeof found.renderItem !== 'function') throw new Error(`no ${series}`);
  const group = found.renderItem({ dataIndex: place } as never, {} as never);
  return (group as { readonly children?: readonly Shape[] } | undefined)?.children ?? [];
};

describe('rows of the five categories', () => {
  const bands = [
    band('a', [10, 20, 2, 4, 10], 46),
    band('b', [0, 0, 0, 0, 0], 20),
    band('c', [40, 0, 0, 0, 0], null),
  ];
  const pieces = drawn(bands, 'pieces', 0);
  const box = (kind: number) => {
    const name = `kind-${kind}`;
    const { shape } = pieces.find(({ style }) => style.fill === name || style.stroke === name) ?? {};
    return { from: shape?.x ?? Number.NaN, to: (shape?.x ?? 0) + (shape?.width ?? Number.NaN) };
  };

  it('stand in the order of the document: content to the right of the axis, not content to the left, one scale', () => {
    const order = [4, 3, 1, 2, 5].map(box);
    for (const [i, each] of order.entries())
      if (i > 0) expect(each.from).toBeGreaterThanOrEqual(order[i - 1]?.to ?? 0);
    const long = (kind: number): number => Math.round(box(kind).to - box(kind).from + 1);
    expect(long(2)).toBeCloseTo(2 * long(1), -1);
    expect(long(1) / 10).toBeCloseTo(long(4) / 4, 0);
  });

  it('a comment is hollow, and nothing else is', () => {
    expect(pieces.filter(({ style }) => style.stroke !== undefined).map(({ style }) => style)).toEqual([
      expect.objectContaining({ fill: 'paper', stroke: 'kind-5' }),
    ]);
  });

  it('carry one mark for the period before: at the end of a row as long as it was, whole where the row is empty', () => {
    const marks = drawn(bands, 'before', 0);
    expect(marks).toHaveLength(2);
    expect(Math.abs((marks[0]?.shape?.x ?? 0) - box(5).to)).toBeLessThan(3);
    expect(drawn(bands, 'before', 1)).toHaveLength(1);
    expect(drawn(bands, 'before', 2)).toHaveLength(0);
    const down = [band('d', [0, 0, 0, 0, 0], 3, true), band('e', [9, 0, 0, 0, 0], 9)];
    const [mark] = drawn(down, 'before', 0);
    const [bar] = drawn(down, 'pieces', 1);
    expect(mark?.shape?.x ?? Number.NaN).toBeLessThan(bar?.shape?.x ?? Number.NaN);
  });

  it('say their total and its change, and never shorten a name', () => {
    const texts = (place: number, isPhone = false): readonly (string | undefined)[] =>
      drawn(bands, 'row', place, isPhone).flatMap(({ type, style }) => (type === 'text' ? [style.text] : []));
    expect(texts(0)).toEqual(['a', '46', '0']);
    expect(texts(1)).toEqual(['b', '0', '−20']);
    expect(texts(2, true)).toEqual(['c', '40', '']);
    const phrases = ['Sở Nông nghiệp', 'và Phát triển nông thôn,', 'Tài nguyên', 'và Môi trường'];
    const long = { bands: [{ ...band('x', [1, 0, 0, 0, 0], null), phrases }], isPhone: true };
    const { names, lines, row } = bandsGeometry(long, measure);
    expect(names[0]?.join(' ')).toBe(phrases.join(' '));
    expect(lines).toBe(names[0]?.length);
    expect(row).toBeGreaterThan(lines * 20);
  });
});

describe('where the ratings come from', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[5], 1],
    [[5, 5], 2],
    [[1, 9, 2], 1],
    [[4, 4, 4, 4], 3],
  ])('of %j the fewest with more than half are %i', (totals, few) => {
    expect(fewestOverHalf(totals.map((total) => ({ total })))).toBe(few);
  });
});
