import { BarChart, type BarSeriesOption, CustomChart, type CustomSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, registerLocale, use } from 'echarts/core';
import vietnamese from 'echarts/lib/i18n/langVI.js';
import { SVGRenderer } from 'echarts/renderers';
import type { Language } from '../words/words.ts';

export type ChartOption = ComposeOption<
  BarSeriesOption | CustomSeriesOption | GridComponentOption | AriaComponentOption | TooltipComponentOption
>;

// Only what is drawn: two kinds of series on one grid. SVG keeps lines sharp at every density and prints.
use([BarChart, CustomChart, GridComponent, AriaComponent, TooltipComponent, SVGRenderer]);
registerLocale('VI', vietnamese);

export const openChart = (element: HTMLElement, language: Language): ECharts =>
  init(element, null, { renderer: 'svg', locale: language === 'vi' ? 'VI' : 'EN' });
