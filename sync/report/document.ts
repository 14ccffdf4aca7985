import type { CategoryId } from '../domain/categories.ts';
import type { ReportDay } from '../domain/period.ts';
import type { Tally } from '../domain/tally.ts';
import { type Column, planColumns } from './columns.ts';
import type { ReportData } from './data.ts';
import { namePhrases, type Phrases } from './phrases.ts';
import type { ReportSettings } from './settings.ts';
import { blank, cleanText, datePartsOf, formatCount, formatDay, monthInWords, orBlank } from './wording.ts';

/** A number as the page prints it, and as a spreadsheet counts with it. */
export interface NumberCell {
  readonly text: string;
  readonly value: number;
  readonly decimals: 0 | 2;
}

export interface DocumentRow {
  readonly kind: 'department' | 'total' | 'percent';
  /** STT: the row's place in this table; blank under the departments. */
  readonly order: string;
  readonly name: Phrases;
  readonly cells: readonly NumberCell[];
}

/** The page as every renderer draws it. Nothing in it depends on a file format. */
export interface ReportDocument {
  readonly annexTitle: string;
  /** The title's lines; each may break between its phrases. */
  readonly title: readonly Phrases[];
  readonly reference: Phrases;
  readonly columns: readonly Column[];
  readonly rows: readonly DocumentRow[];
  readonly cellPt: number;
  readonly author: string;
  readonly csvSeparator: ',' | ';';
}

/** A table and what it covers: a month, a quarter, a year. */
export interface TableOfSpan extends Tally {
  /** `THÁNG 02 NĂM 2024`, without the days. */
  readonly spanTitle: string;
  readonly from: ReportDay;
  readonly to: ReportDay;
  readonly categories: readonly CategoryId[];
}

const subject = 'THỐNG KÊ SỐ HỒ SƠ ĐÁNH GIÁ MỨC ĐỘ HÀI LÒNG VÀ Ý KIẾN GÓP Ý CỦA TỔ CHỨC, CÁ NHÂN';

const countCell = (value: number): NumberCell => ({ text: formatCount(value), value, decimals: 0 });
const percentCell = (text: string): NumberCell => ({
  text,
  value: Number(text.replace(',', '.')),
  decimals: text.includes(',') ? 2 : 0,
});

const referenceOf = (settings: ReportSettings): Phrases => {
  const date = settings.reportDate
    ? datePartsOf(settings.reportDate)
    : { day: blank, month: blank, year: blank };
  return [
    `(Kèm theo Báo cáo số ${orBlank(settings.reportNumber)}/BC-${orBlank(settings.reportSign)}`,
    `ngày ${date.day} tháng ${date.month} năm ${date.year}`,
    `của ${orBlank(settings.issuingBody)})`,
  ];
};

/** Draws up the annex of any span. The numbers come as they are; only their writing is decided here. */
export const documentOf = (table: TableOfSpan, settings: ReportSettings = {}): ReportDocument => {
  const rows: DocumentRow[] = table.rows.map((row, i) => ({
    kind: 'department',
    order: String(i + 1),
    name: namePhrases(row.name),
    cells: [...row.counts, row.total].map(countCell),
  }));
  const { counts, total } = table.totals;
  rows.push(
    { kind: 'total', order: '', name: ['Tổng cộng'], cells: [...counts, total].map(countCell) },
    { kind: 'percent', order: '', name: ['Tỷ lệ %'], cells: table.percent.map(percentCell) },
  );
  const { columns, cellPt } = planColumns(
    table.categories,
    table.percent.map((_, i) => rows.map((row) => row.cells[i]?.text ?? '')),
  );
  return {
    annexTitle: settings.annexTitle ?? 'Phụ lục II',
    title: [
      namePhrases(subject),
      [table.spanTitle, `(TỪ ${formatDay(table.from)} ĐẾN ${formatDay(table.to)})`],
    ],
    reference: referenceOf(settings),
    columns,
    rows,
    cellPt,
    author: cleanText(settings.issuingBody ?? ''),
    csvSeparator: settings.csvSeparator ?? ',',
  };
};

/** The document's name on one line, for a window's title and a file's properties. */
export const documentTitle = ({ annexTitle, title }: ReportDocument): string =>
  `${annexTitle}. ${title.map((line) => line.join(' ')).join(' ')}`;

/** Phụ lục II of a month. */
export const reportDocument = (data: ReportData, settings: ReportSettings = {}): ReportDocument =>
  documentOf(
    {
      spanTitle: monthInWords(data.period.label).toLocaleUpperCase('vi'),
      from: data.period.from,
      to: data.period.to,
      categories: data.categories,
      rows: data.rows,
      totals: data.totals,
      percent: data.percent,
    },
    settings,
  );
