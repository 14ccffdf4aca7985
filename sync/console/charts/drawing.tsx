import type { ECharts } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { useConsole } from '../state/console.ts';
import { whenPainted } from '../state/when-painted.ts';
import type { ChartOption } from './echarts.ts';
import { type Ink, readInk } from './ink.ts';

/**
 * A place for a chart. ECharts comes after the numbers are on the page, so the first view never waits for it; the place keeps
 * its height meanwhile and nothing moves.
 */
export const Drawing = ({
  name,
  height,
  option,
}: {
  readonly name: string;
  readonly height: number;
  readonly option: (ink: Ink, width: number) => ChartOption;
}) => {
  const { language } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const draw = useRef<() => void>(() => undefined);
  draw.current = () => {
    const element = box.current;
    if (!element || !chart.current) return;
    chart.current.resize({ width: element.clientWidth, height });
    chart.current.setOption(option(readInk(), element.clientWidth), { notMerge: true });
  };

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let isGone = false;
    const watcher = new ResizeObserver(() => draw.current());
    const open = async (): Promise<void> => {
      await whenPainted();
      const [{ openChart }] = await Promise.all([import('./echarts.ts'), document.fonts.ready]);
      if (isGone) return;
      chart.current = openChart(element, language);
      draw.current();
      watcher.observe(element);
    };
    void open();
    return () => {
      isGone = true;
      watcher.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [language]);
  useEffect(() => draw.current());

  return <div ref={box} className="drawing" style={{ height }} role="img" aria-label={name} />;
};
