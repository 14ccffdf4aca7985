import { categoryNames } from '../domain/categories.ts';
import { type Comparison, comparisonInWords } from './comparison.ts';
import type { ReportData } from './data.ts';
import type { ReportSettings } from './settings.ts';
import { type SmallCell, smallTotals } from './small-cells.ts';
import { cleanText, formatCount, formatDay, monthInWords, noBreakSpace } from './wording.ts';

export interface Summary {
  /** Plain text, ready to paste into the province's Zalo channel or portal. */
  readonly text: string;
  /** What to look at before publishing it. */
  readonly smallCells: readonly SmallCell[];
}

const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** How far the numbers may still change; nothing to say of a month that is closed with all that was pressed. */
const standing = ({ period, completeness }: ReportData): string => {
  if (!period.closed) return 'Số liệu chưa chốt, có thể còn thay đổi.';
  return completeness === 'complete' ? '' : 'Số liệu đã chốt. Lượt gửi sau giờ chốt nằm trong bảng bổ sung.';
};

/** A month in plain text: the centre's totals only, nothing below the department leaves the console. */
export const monthlySummary = (
  data: ReportData,
  {
    settings = {},
    comparison,
  }: { readonly settings?: ReportSettings; readonly comparison?: Comparison | undefined } = {},
): Summary => {
  const { period, totals, percent, categories, rows } = data;
  const lines = [
    cleanText(settings.issuingBody ?? '').toLocaleUpperCase('vi'),
    `Đánh giá mức độ hài lòng của tổ chức, cá nhân ${monthInWords(period.label)} (từ ${formatDay(period.from)} đến hết ${formatDay(period.to)})`,
    '',
    totals.total === 0
      ? 'Trong kỳ không có ý kiến đánh giá.'
      : `Có ${formatCount(totals.total)} ý kiến đánh giá tại ${formatCount(rows.length)} đơn vị:`,
    ...(totals.total === 0
      ? []
      : categories.map(
          (id, i) =>
            `- ${categoryNames[id]}: ${formatCount(totals.counts[i] ?? 0)} (${percent[i] ?? '0,00'}${noBreakSpace}%)`,
        )),
    comparison ? `${capitalised(comparisonInWords(comparison))}.` : '',
    standing(data),
  ];
  return {
    text: `${lines
      .filter((line, i) => line !== '' || i === 2)
      .join('\n')
      .trim()}\n`,
    smallCells: smallTotals(data),
  };
};
