import type { CustomSeriesOption } from 'echarts/charts';
import { type Counts, sum } from '../../domain/tally.ts';
import { formatCount } from '../format/numbers.ts';
import type { ChartOption } from './echarts.ts';
import type { Ink } from './ink.ts';
import { tipOf } from './tip.ts';

/** One row of the chart: what it is called, its five counts, and what it had the period before (null: it was not there). */
export interface Band {
  readonly id: string;
  readonly phrases: readonly string[];
  readonly counts: Counts;
  readonly before: number | null;
  /** All that the row may hold lies left of the axis, and so does its mark. */
  readonly isDown?: boolean;
}

export interface BandsDrawing {
  readonly bands: readonly Band[];
  /** The sentence that the chart is. */
  readonly name: string;
  readonly heads: { readonly now: string; readonly change: string };
  /** In the words of the page, for the small box over a row. */
  readonly categories: readonly string[];
  readonly before: string;
  readonly isPhone: boolean;
}

export type MeasureText = (text: string) => number;
type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Drawn = NonNullable<ReturnType<RenderItem>>;

const head = 26;
const line = 20;
const leastPiece = 3;
const columnPx = { now: 64, change: 100 } as const;
const namePx = { desk: 272, phone: 220 } as const;
// A line that fits by a hair in one typeface does not in the one that takes its place while fonts load.
const tolerance = 0.97;

const upOf = ({ counts }: Band): number => counts[0] + counts[1] + counts[4];
const downOf = ({ counts }: Band): number => counts[2] + counts[3];

const linesOf = (phrases: readonly string[], measure: MeasureText, widthPx: number): readonly string[] => {
  const lines: string[] = [];
  for (const phrase of phrases) {
    const joined = `${lines.at(-1)} ${phrase}`;
    if (lines.length > 0 && measure(joined) <= widthPx * tolerance) lines.splice(-1, 1, joined);
    else lines.push(phrase);
  }
  return lines;
};

/** Rows stand apart evenly, tall enough for the name that needs most lines; on the phone names stand above their bars. */
export const bandsGeometry = (
  { bands, isPhone }: Pick<BandsDrawing, 'bands' | 'isPhone'>,
  measure: MeasureText,
) => {
  const names = bands.map(({ phrases }) => linesOf(phrases, measure, isPhone ? namePx.phone : namePx.desk));
  const lines = Math.max(1, ...names.map(({ length }) => length));
  const row = isPhone ? lines * line + 24 : Math.max(28, lines * line + 6);
  return { names, lines, row, height: head + bands.length * row };
};

/** Counts as bars on one scale from 0: content to the right of the axis, not content to the left, as in the tables. */
export const bandsOption = (
  drawing: BandsDrawing,
  ink: Ink,
  width: number,
  measure: MeasureText,
): ChartOption => {
  const { bands, name, heads, categories, before: beforeWord, isPhone } = drawing;
  const { names, lines, row } = bandsGeometry(drawing, measure);
  const hasBefore = bands.some(({ before }) => before !== null);
  const numbersPx = isPhone ? 0 : columnPx.now + (hasBefore ? columnPx.change : 0);
  const left = isPhone ? 0 : namePx.desk + 12;
  const room = Math.max(40, width - left - numbersPx);
  const most = Math.max(
    1,
    ...bands.map((band) => Math.max(upOf(band), band.isDown ? 0 : (band.before ?? 0))),
  );
  const down = Math.max(
    0,
    ...bands.map((band) => Math.max(downOf(band), band.isDown ? (band.before ?? 0) : 0)),
  );
  // A few dissatisfied ratings among thousands stay wide enough to be seen.
  const deep = down === 0 ? 0 : Math.max((down * room) / (most + down), leastPiece * 2);
  const unit = (room - deep) / most;
  const axis = left + deep;
  const middle = (place: number): number =>
    head + place * row + (isPhone ? lines * line + (row - lines * line) / 2 - 2 : row / 2);

  const text = (
    words: string,
    at: { readonly x: number; readonly y: number },
    look: {
      readonly align?: 'left' | 'right';
      readonly strong?: boolean;
      readonly soft?: boolean;
      readonly digits?: boolean;
    },
  ): Drawn => ({
    type: 'text',
    silent: true,
    style: {
      text: words,
      ...at,
      fill: look.soft ? ink.soft : ink.ink,
      font: `${look.strong ? 600 : 400} ${look.digits ? 14 : 13}px ${look.digits ? ink.digits : ink.face}`,
      align: look.align ?? 'left',
      verticalAlign: 'middle',
    },
  });

  const changeOf = ({ counts, before }: Band): string => {
    if (before === null) return '';
    const change = sum(counts) - before;
    return change === 0 ? '0' : `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`;
  };

  const drawBand: RenderItem = ({ dataIndex: place }) => {
    const band = bands[place];
    if (!band) return;
    const top = head + place * row;
    const total = sum(band.counts);
    const children: Drawn[] = [
      {
        type: 'line',
        silent: true,
        shape: { x1: 0, x2: width, y1: Math.round(top) + 0.5, y2: Math.round(top) + 0.5 },
        style: { stroke: place === 0 ? ink.edge : ink.rule, lineWidth: 1 },
      },
      {
        type: 'line',
        silent: true,
        shape: {
          x1: Math.round(axis) - 0.5,
          x2: Math.round(axis) - 0.5,
          // On the phone the name stands above the bar, and no line goes through it.
          y1: isPhone ? middle(place) - 12 : top,
          y2: isPhone ? middle(place) + 12 : top + row,
        },
        style: { stroke: ink.edge, lineWidth: 1 },
      },
    ];
    (names[place] ?? []).forEach((words, i, all) => {
      const y = isPhone ? top + 4 + line * (i + 0.5) : top + row / 2 + line * (i - (all.length - 1) / 2);
      children.push(text(words, { x: 0, y }, { soft: total === 0 }));
    });
    const y = isPhone ? top + 4 + line / 2 : top + row / 2;
    const nowAt = width - (hasBefore ? columnPx.change : 0);
    const number = { align: 'right', digits: true } as const;
    children.push(
      text(formatCount(total), { x: nowAt, y }, { ...number, strong: total > 0, soft: total === 0 }),
    );
    if (hasBefore) children.push(text(changeOf(band), { x: width, y }, { ...number, soft: true }));
    return { type: 'group', children: children as never } as Drawn;
  };

  const drawHead: RenderItem = () =>
    ({
      type: 'group',
      children: [
        text(
          heads.now,
          { x: width - (hasBefore ? columnPx.change : 0), y: 10 },
          { align: 'right', soft: true },
        ),
        ...(hasBefore ? [text(heads.change, { x: width, y: 10 }, { align: 'right', soft: true })] : []),
      ] as never,
    }) as Drawn;

  const longOf = (count: number): number => (count === 0 ? 0 : Math.max(leastPiece, count * unit));
  const downPx = ({ counts }: Band): number => longOf(counts[2]) + longOf(counts[3]);

  /** The period before: one dark mark above and under the bar, whole where there is no bar. */
  const drawBefore: RenderItem = ({ dataIndex: place }) => {
    const band = bands[place];
    if (!band || band.before === null || band.before === 0) return;
    // Measured as the bar is, from its left end: a row as long as before ends at its mark.
    const x = Math.round(band.isDown ? axis - band.before * unit : axis - downPx(band) + band.before * unit);
    const y = middle(place);
    const mark = (y1: number, y2: number): Drawn => ({
      type: 'rect',
      silent: true,
      shape: { x: x - 1, y: y1, width: 2, height: y2 - y1 },
      style: { fill: ink.ink },
    });
    const children =
      sum(band.counts) === 0 ? [mark(y - 9, y + 9)] : [mark(y - 11, y - 6), mark(y + 6, y + 11)];
    return { type: 'group', children: children as never } as Drawn;
  };

  // From the axis outwards, in the order of the document.
  const pieces = [
    { kind: 0, side: 1 },
    { kind: 1, side: 1 },
    { kind: 4, side: 1 },
    { kind: 2, side: -1 },
    { kind: 3, side: -1 },
  ] as const;

  const drawPieces: RenderItem = ({ dataIndex: place }) => {
    const band = bands[place];
    if (!band) return;
    const ends = { '1': axis, '-1': axis - 1 };
    const y = middle(place) - 6;
    const children: Drawn[] = [];
    for (const { kind, side } of pieces) {
      const count = band.counts[kind];
      if (count === 0) continue;
      const long = longOf(count);
      const from = ends[`${side}`];
      ends[`${side}`] = from + side * long;
      const isHollow = kind === 4;
      // A hair of ground between neighbours; the hollow one is drawn inside its own edge.
      const inset = isHollow ? 1 : 0.5;
      children.push({
        type: 'rect',
        shape: {
          x: Math.min(from, from + side * long) + inset,
          y: y + (isHollow ? 1 : 0),
          width: Math.max(1, long - 2 * inset),
          height: isHollow ? 10 : 12,
        },
        style: isHollow ? { fill: ink.paper, stroke: ink.kinds[4], lineWidth: 2 } : { fill: ink.kinds[kind] },
      });
    }
    return { type: 'group', children: children as never } as Drawn;
  };

  const custom = (series: string, renderItem: RenderItem, z: number, isOnce = false) => ({
    type: 'custom' as const,
    name: series,
    data: (isOnce ? [0] : bands.map((_, place) => place)).map((place) => [0, place]),
    renderItem,
    z,
    clip: false,
    ...(isOnce ? { tooltip: { show: false } } : {}),
  });

  return {
    animation: false,
    aria: { enabled: true, label: { enabled: true, description: name } },
    textStyle: { fontFamily: ink.digits },
    grid: { left: 0, right: 0, top: head, bottom: 0, outerBoundsMode: 'none' },
    tooltip: tipOf(ink, (place) => {
      const band = bands[place];
      if (!band) return [];
      const total = sum(band.counts);
      return [
        `${band.phrases.join(' ')}: ${formatCount(total)}`,
        ...band.counts.flatMap((count, kind) =>
          count === 0 || count === total ? [] : [`${categories[kind] ?? ''}: ${formatCount(count)}`],
        ),
        ...(band.before === null ? [] : [`${beforeWord}: ${formatCount(band.before)}`]),
      ];
    }),
    xAxis: { type: 'value', show: false, min: 0, max: 1 },
    yAxis: { type: 'category', show: false, inverse: true, data: bands.map(({ id }) => id) },
    series: [
      custom('row', drawBand, 1),
      custom('head', drawHead, 1, true),
      custom('pieces', drawPieces, 2),
      custom('before', drawBefore, 3),
    ],
  };
};
