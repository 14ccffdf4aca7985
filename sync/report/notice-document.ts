import { categoryNames } from '../domain/categories.ts';
import type { CounterId } from '../domain/ids.ts';
import type { ReportDay } from '../domain/period.ts';
import type { ReportData } from './data.ts';
import type { DissatisfiedNotice } from './dissatisfied.ts';
import { breakLines } from './lines.ts';
import { cell, textWidthMm, typeSizePt } from './page.ts';
import { headingPhrases, namePhrases, type Phrases } from './phrases.ts';
import { headCell, numberCell, type PrintedTable, textCell } from './printed-table.ts';
import type { ReportSettings } from './settings.ts';
import type { MeasureAt, TinosStyle } from './tinos.ts';
import { blank, cleanText, datePartsOf, formatCount, formatDay, monthInWords, orBlank } from './wording.ts';

/** What is written above a counter on a day; the kiosk's word for it where nobody named it. */
export type CounterName = (counter: CounterId, day: ReportDay) => string;

export interface NoticeRow {
  readonly kind: 'day' | 'total';
  readonly day: string;
  readonly counter: Phrases;
  readonly numbers: readonly string[];
}

/** One department's page as every renderer draws it. */
export interface NoticeDocument {
  /** The issuing side at the upper left: the body above, then the body itself; what is not set is not there. */
  readonly parent: Phrases;
  readonly issuing: Phrases;
  readonly placeAndDate: string;
  readonly title: Phrases;
  readonly recipient: Phrases;
  readonly body: Phrases;
  readonly rows: readonly NoticeRow[];
  readonly signer: { readonly position: Phrases; readonly name: string } | null;
}

/** Every department's page, or the one sentence that there is none. */
export interface NoticesDocument {
  readonly title: string;
  readonly author: string;
  readonly notices: readonly NoticeDocument[];
  readonly none: string;
}

export const motto = {
  state: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  words: 'Độc lập - Tự do - Hạnh phúc',
} as const;

/** Widths add up to the text's; the official wording of the two categories stays in its full length. */
export const noticeColumns: readonly { readonly heading: Phrases; readonly widthMm: number }[] = [
  { heading: ['Ngày'], widthMm: 27 },
  { heading: ['Quầy'], widthMm: 43 },
  { heading: headingPhrases(categoryNames['dissatisfied-competence']), widthMm: 39 },
  { heading: headingPhrases(categoryNames['dissatisfied-time']), widthMm: 34 },
  { heading: ['Tổng cộng'], widthMm: textWidthMm - 27 - 43 - 39 - 34 },
];

const capitals = (text: string | undefined): Phrases =>
  namePhrases(cleanText(text ?? '').toLocaleUpperCase('vi'));

const noticeOf = (
  { department, days, total }: DissatisfiedNotice,
  period: ReportData['period'],
  settings: ReportSettings,
  nameOf: CounterName,
): NoticeDocument => {
  const date = settings.reportDate
    ? datePartsOf(settings.reportDate)
    : { day: blank, month: blank, year: blank };
  const sums = days.reduce((all, day) => [(all[0] ?? 0) + day.competence, (all[1] ?? 0) + day.time], [0, 0]);
  const { signer } = settings;
  return {
    parent: capitals(settings.parentBody),
    issuing: capitals(settings.issuingBody),
    placeAndDate: `${orBlank(settings.place)}, ngày ${date.day} tháng ${date.month} năm ${date.year}`,
    title: ['LƯỢT ĐÁNH GIÁ KHÔNG HÀI LÒNG', monthInWords(period.label).toLocaleUpperCase('vi')],
    recipient: ['Kính gửi:', ...namePhrases(department.name)],
    body: `Từ ngày ${formatDay(period.from)} đến hết ngày ${formatDay(period.to)}, tổ chức, cá nhân đến giao dịch đã ghi nhận ${formatCount(total)} lượt đánh giá không hài lòng tại quầy của đơn vị, theo từng ngày như sau:`.split(
      ' ',
    ),
    rows: [
      ...days.map(
        (day): NoticeRow => ({
          kind: 'day',
          day: formatDay(day.day),
          counter: cleanText(nameOf(day.counter, day.day)).split(' '),
          numbers: [day.competence, day.time, day.total].map(formatCount),
        }),
      ),
      { kind: 'total', day: '', counter: ['Tổng cộng'], numbers: [...sums, total].map(formatCount) },
    ],
    signer: signer ? { position: capitals(signer.position), name: cleanText(signer.name ?? '') } : null,
  };
};

/** Draws up the departments' pages, one each: nobody sees another's list. */
export const noticesDocument = (
  notices: readonly DissatisfiedNotice[],
  period: ReportData['period'],
  settings: ReportSettings = {},
  nameOf: CounterName = (counter) => counter,
): NoticesDocument => ({
  title: `Lượt đánh giá không hài lòng ${monthInWords(period.label)}`,
  author: cleanText(settings.issuingBody ?? ''),
  notices: notices.map((notice) => noticeOf(notice, period, settings, nameOf)),
  none: `Từ ngày ${formatDay(period.from)} đến hết ngày ${formatDay(period.to)} không có lượt đánh giá không hài lòng.`,
});

const styleOf: Readonly<Record<NoticeRow['kind'], TinosStyle>> = { day: 'regular', total: 'bold' };

/** A page's table with its lines broken, for the renderers without a browser. */
export const noticeTable = ({ rows }: NoticeDocument, measure: MeasureAt): PrintedTable => ({
  widthsMm: noticeColumns.map(({ widthMm }) => widthMm),
  head: noticeColumns.map(({ heading, widthMm }) =>
    headCell(breakLines(heading, measure('bold', typeSizePt.tableHead), widthMm - 2 * cell.sideMm)),
  ),
  rows: rows.map(({ kind, day, counter, numbers }) => {
    const look = { style: styleOf[kind], sizePt: typeSizePt.tableCell };
    const widthMm = (noticeColumns[1]?.widthMm ?? 0) - cell.nameLeftMm - cell.sideMm;
    const name = breakLines(counter, measure(look.style, look.sizePt), widthMm);
    return [
      textCell(day === '' ? [] : [{ text: day, glue: '' }], look),
      textCell(name, look, kind === 'day' ? 'left' : 'center'),
      ...numbers.map((number) => numberCell(number, look, cell.numberRightMm)),
    ];
  }),
  // The last day and the total.
  together: 2,
});
