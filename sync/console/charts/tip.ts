import type { ChartOption } from './echarts.ts';
import type { Ink } from './ink.ts';

/** The small box over a row or a day: its lines as text, never as markup; no line, no box. */
export const tipOf = (
  ink: Ink,
  linesAt: (place: number) => readonly string[],
): NonNullable<ChartOption['tooltip']> => ({
  trigger: 'axis',
  axisPointer: { type: 'none' },
  className: 'chart-tip',
  backgroundColor: ink.ink,
  borderWidth: 0,
  padding: [8, 12],
  confine: true,
  transitionDuration: 0,
  formatter: (hovered) => {
    const [first] = Array.isArray(hovered) ? hovered : [hovered];
    const lines = linesAt(first?.dataIndex ?? -1);
    if (lines.length === 0) return '';
    const box = document.createElement('div');
    for (const line of lines) {
      const each = document.createElement('div');
      each.append(line);
      box.append(each);
    }
    return box;
  },
});
