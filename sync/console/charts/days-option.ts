import type { CustomSeriesOption } from 'echarts/charts';
import type { DayCounts } from '../../centre/api/report.ts';
import { sum } from '../../domain/tally.ts';
import { formatDayShort } from '../format/dates.ts';
import { formatCount } from '../format/numbers.ts';
import type { ChartOption } from './echarts.ts';
import type { Ink } from './ink.ts';
import { tipOf } from './tip.ts';

export interface DaysDrawing {
  readonly days: readonly DayCounts[];
  /** The sentence that the chart is. */
  readonly name: string;
  readonly today: string | null;
  /** The usual of a whole working day, and its words. */
  readonly usual: { readonly value: number; readonly words: string } | null;
  /** Words over the days that are still to come, from one of them on. */
  readonly note: { readonly from: string; readonly words: string } | null;
  /** Days whose total is written above them. */
  readonly marked: readonly string[];
  readonly monthWord: (month: string) => string;
  readonly categories: readonly string[];
  readonly isPhone: boolean;
}

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Drawn = ReturnType<RenderItem>;

const head = 24;
const room = 62;
const leastPiece = 3;

const upOf = ({ counts }: DayCounts): number => (counts ? counts[0] + counts[1] + counts[4] : 0);
const downOf = ({ counts }: DayCounts): number => (counts ? counts[2] + counts[3] : 0);
const totalOf = ({ counts }: DayCounts): number => (counts ? sum(counts) : 0);

/** One scale above and below the axis, from 0; a day's few dissatisfied presses stay tall enough to be seen. */
export const daysGeometry = ({ days, usual, isPhone }: Pick<DaysDrawing, 'days' | 'usual' | 'isPhone'>) => {
  const most = Math.max(1, usual?.value ?? 0, ...days.map(upOf));
  const down = Math.max(0, ...days.map(downOf));
  const unit = room / most;
  const deep = down === 0 ? 0 : Math.max(down * unit, leastPiece * 2);
  const labels = isPhone ? 26 : 42;
  return { most, down: deep / unit, deep, unit, height: head + room + Math.ceil(deep) + labels };
};

/** The days of a period as ECharts draws them; `width` in pixels. */
export const daysOption = (drawing: DaysDrawing, ink: Ink, width: number): ChartOption => {
  const { days, name, today, usual, note, marked, monthWord, categories, isPhone } = drawing;
  const { most, down, deep, unit } = daysGeometry(drawing);
  const todayAt = days.findIndex(({ day }) => day === today);
  const noteAt = note === null ? -1 : days.findIndex(({ day }) => day === note.from);
  // The usual is named on the days still to come; a period that is almost over has no room there.
  const isBeside = usual !== null && todayAt >= 0 && !isPhone;
  const right = isBeside && days.length - 1 - todayAt < 6 ? 170 : 0;
  const step = (width - right) / Math.max(1, days.length);
  const bar = Math.min(19, step * 0.66);
  const axis = head + room;
  const frame = isPhone ? 18 : 29;
  const x = (place: number): number => place * step + step / 2;
  const isLabelled = (place: number): boolean =>
    !isPhone ||
    place === 0 ||
    place === days.length - 1 ||
    place === todayAt ||
    days[place]?.day.slice(8) === '01';

  const text = (words: string, at: { x: number; y: number }, strong = false, isDigits = true) => ({
    type: 'text' as const,
    silent: true,
    style: {
      text: words,
      ...at,
      fill: isDigits ? ink.ink : ink.soft,
      font: `${strong ? 600 : 400} ${isDigits ? 12 : 13}px ${isDigits ? ink.digits : ink.face}`,
      verticalAlign: 'middle' as const,
    },
  });
  const centred = (words: string, at: { x: number; y: number }, strong: boolean) => {
    const drawn = text(words, at, strong);
    return { ...drawn, style: { ...drawn.style, align: 'center' as const } };
  };

  /** Under the bars: today's frame, the line of a day on which nothing was pressed; above them: the total. */
  const drawDay: RenderItem = ({ dataIndex: place }) => {
    const day = days[place];
    if (!day) return;
    const left = x(place) - bar / 2;
    const children: NonNullable<Drawn>[] = [];
    if (place === todayAt)
      children.push({
        type: 'rect',
        silent: true,
        shape: {
          x: x(place) - frame / 2,
          y: isPhone ? 4 : 14,
          width: frame,
          height: axis + deep + (isPhone ? 22 : 14),
          r: 4,
        },
        style: { fill: ink.paper, stroke: ink.ruleStrong, lineWidth: 1 },
      });
    const total = totalOf(day);
    if (total === 0)
      children.push({
        type: 'line',
        silent: true,
        shape: { x1: left, x2: left + bar + 2, y1: axis, y2: axis },
        style: {
          stroke: ink.edge,
          lineWidth: 1,
          ...(day.isWorking ? {} : { lineDash: [2, 2.5] }),
        },
      });
    else if (!isPhone && (marked.includes(day.day) || place === todayAt))
      children.push(
        centred(formatCount(total), { x: x(place), y: axis - upOf(day) * unit - 10 }, true) as never,
      );
    if (!isPhone && (place === 0 || day.day.slice(8) === '01'))
      children.push(text(monthWord(day.day.slice(5, 7)), { x: x(place) - 10, y: axis + deep + 32 }) as never);
    return { type: 'group', children } as Drawn;
  };

  const drawUsual: RenderItem = () => {
    if (usual === null) return;
    const y = Math.round(axis - usual.value * unit) + 0.5;
    const end = todayAt >= 0 ? x(todayAt) - frame / 2 : width - right;
    const beside = x(todayAt) + 23;
    const children: NonNullable<Drawn>[] = [
      {
        type: 'line',
        silent: true,
        shape: { x1: 0, x2: end, y1: y, y2: y },
        style: { stroke: ink.ink, lineWidth: 1, lineDash: [4, 3] },
      },
    ];
    if (isBeside) children.push(text(usual.words, { x: beside, y }, false, false) as never);
    return { type: 'group', children } as Drawn;
  };

  const drawNote: RenderItem = () => {
    if (note === null || noteAt < 0 || isPhone) return;
    return text(note.words, { x: x(noteAt) - 8, y: axis - 14 }, false, false) as Drawn;
  };

  // From the axis outwards, in the order of the document.
  const pieces = [
    { kind: 0, stack: 'up' },
    { kind: 1, stack: 'up' },
    { kind: 4, stack: 'up' },
    { kind: 2, stack: 'down' },
    { kind: 3, stack: 'down' },
  ] as const;

  return {
    animation: false,
    aria: { enabled: true, label: { enabled: true, description: name } },
    textStyle: { fontFamily: ink.digits },
    grid: { left: 0, right, top: head, height: room + deep, outerBoundsMode: 'none' },
    tooltip: tipOf(ink, (place) => {
      const day = days[place];
      if (!day?.counts) return [];
      return [
        `${formatDayShort(day.day)}: ${formatCount(totalOf(day))}`,
        ...day.counts.flatMap((count, kind) =>
          count === 0 ? [] : [`${categories[kind] ?? ''}: ${formatCount(count)}`],
        ),
      ];
    }),
    xAxis: {
      type: 'category',
      z: 4,
      data: days.map(({ day }) => day),
      axisLine: { show: false, onZero: false },
      axisTick: { show: false },
      axisLabel: {
        interval: 0,
        margin: 10,
        hideOverlap: false,
        fontSize: 12,
        fontFamily: ink.digits,
        formatter: (day: string, place: number) => {
          if (!isLabelled(place)) return '';
          const isToday = place === todayAt;
          const style = isToday ? 'now' : totalOf(days[place] as DayCounts) > 0 ? 'day' : 'none';
          return `{${style}|${isPhone && !isToday ? formatDayShort(day) : day.slice(8)}}`;
        },
        rich: {
          day: { color: ink.ink, fontFamily: ink.digits, fontSize: 12 },
          none: { color: ink.faint, fontFamily: ink.digits, fontSize: 12 },
          now: { color: ink.ink, fontFamily: ink.digits, fontSize: 12, fontWeight: 600 },
        },
        ...(isPhone ? { alignMinLabel: 'left', alignMaxLabel: 'right' } : {}),
      },
    },
    yAxis: { type: 'value', show: false, min: -down, max: most },
    series: [
      {
        type: 'custom',
        name: 'day',
        data: days.map((_, place) => [place, 0]),
        renderItem: drawDay,
        z: 1,
        clip: false,
        tooltip: { show: false },
      },
      {
        type: 'custom',
        name: 'usual',
        data: [[0, 0]],
        renderItem: drawUsual,
        z: 1,
        clip: false,
        tooltip: { show: false },
      },
      ...pieces.map(({ kind, stack }) => ({
        type: 'bar' as const,
        name: categories[kind] ?? '',
        stack,
        barWidth: bar,
        // Both stacks stand on the same place, one above the axis and one below.
        barGap: '-100%',
        barMinHeight: leastPiece,
        z: 2,
        emphasis: { disabled: true },
        data: days.map(({ counts }) => {
          const count = counts?.[kind] ?? 0;
          return count === 0 ? '-' : stack === 'up' ? count : -count;
        }),
        itemStyle:
          kind === 4
            ? { color: ink.paper, borderColor: ink.kinds[4], borderWidth: 1.5 }
            : {
                color: ink.kinds[kind],
                borderColor: ink.ground,
                borderWidth: kind === 1 || kind === 3 ? 0.75 : 0,
              },
      })),
      {
        type: 'custom',
        name: 'note',
        data: [[0, 0]],
        renderItem: drawNote,
        z: 3,
        clip: false,
        tooltip: { show: false },
      },
    ],
  };
};
