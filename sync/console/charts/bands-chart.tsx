import type { ReactNode } from 'react';
import { useWords } from '../state/console.ts';
import { type BandsDrawing, bandsGeometry, bandsOption, type MeasureText } from './bands-option.ts';
import { Drawing } from './drawing.tsx';
import { WithFigures } from './with-figures.tsx';

let canvas: CanvasRenderingContext2D | null = null;

/** Widths in the console's typeface at the size of the chart's names. */
const measure: MeasureText = (text) => {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return text.length * 7;
  const face = window.getComputedStyle(document.documentElement).getPropertyValue('--face').trim();
  canvas.font = `400 13px ${face}`;
  return canvas.measureText(text).width;
};

/** Rows of counts beside what they were the period before. `table` holds the same figures. */
export const BandsChart = ({
  bands,
  name,
  before,
  isPhone,
  table,
}: Pick<BandsDrawing, 'bands' | 'name' | 'before' | 'isPhone'> & { readonly table: ReactNode }) => {
  const { charts, categories } = useWords().shell;
  const drawing = { bands, name, before, isPhone, categories, heads: charts };
  return (
    <WithFigures
      name={name}
      chart={
        <Drawing
          name={name}
          height={bandsGeometry(drawing, measure).height}
          option={(ink, width) => bandsOption(drawing, ink, width, measure)}
        />
      }
      table={table}
    />
  );
};
