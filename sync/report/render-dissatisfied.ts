import { categoryNames } from '../domain/categories.ts';
import { csvText } from './csv.ts';
import type { ReportData } from './data.ts';
import type { DissatisfiedNotice } from './dissatisfied.ts';
import { escapeHtml, phrasesHtml } from './html.ts';
import { pageStyle } from './html-style.ts';
import { cell, typeSizePt } from './page.ts';
import { headingPhrases } from './phrases.ts';
import type { ReportSettings } from './settings.ts';
import { tinosStyle } from './tinos-web.ts';
import { blank, cleanText, datePartsOf, formatCount, formatDay, monthInWords, orBlank } from './wording.ts';

const headings = [
  'Ngày',
  'Quầy',
  categoryNames['dissatisfied-competence'],
  categoryNames['dissatisfied-time'],
  'Tổng cộng',
] as const;

/** Every department's list in one table, for the centre. */
export const dissatisfiedCsv = (notices: readonly DissatisfiedNotice[], separator: ',' | ';' = ','): string =>
  csvText(
    [
      ['Tên đơn vị', ...headings],
      ...notices.flatMap(({ department, days }) =>
        days.map((day) => [
          department.name,
          formatDay(day.day),
          day.counter,
          day.competence,
          day.time,
          day.total,
        ]),
      ),
    ],
    separator,
  );

// Each notice is a document of its own, so the pages of the batch are not numbered through.
const noticeStyle = `
@page{@top-center{content:none}}
.notice{break-after:page}
.notice:last-child{break-after:auto}
header{display:grid;grid-template-columns:4fr 6fr;text-align:center;margin-bottom:8mm}
header b{display:block}
.motto{text-decoration:underline;text-underline-offset:3px}
.date{font-style:italic}
h2{font-size:${typeSizePt.title}pt;margin:2mm 0}
p.body{text-align:justify;text-indent:12.7mm;margin:6pt 0}
td{font-size:${typeSizePt.tableCell}pt}
td.number{text-align:right;padding-right:${cell.numberRightMm}mm}
tr.total td{font-weight:bold}
.signer{margin:8mm 0 0 50%;text-align:center;font-weight:bold}
.signer b:first-child{display:block;margin-bottom:22mm}`;

const line = (className: string, text: string | undefined): string =>
  cleanText(text ?? '') === ''
    ? ''
    : `<span class="${className}">${escapeHtml(cleanText(text ?? ''))}</span><br>`;

const headerHtml = (settings: ReportSettings): string => {
  const date = settings.reportDate
    ? datePartsOf(settings.reportDate)
    : { day: blank, month: blank, year: blank };
  return `<header><div>${line('parent', settings.parentBody)}<b>${escapeHtml(cleanText(settings.issuingBody ?? '').toLocaleUpperCase('vi'))}</b></div>
<div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><b class="motto">Độc lập - Tự do - Hạnh phúc</b>
<span class="date">${escapeHtml(orBlank(settings.place))}, ngày ${date.day} tháng ${date.month} năm ${date.year}</span></div></header>`;
};

const signerHtml = ({ signer }: ReportSettings): string =>
  signer
    ? `<p class="signer"><b>${escapeHtml(cleanText(signer.position ?? '').toLocaleUpperCase('vi'))}</b><b>${escapeHtml(cleanText(signer.name ?? ''))}</b></p>`
    : '';

const noticeHtml = (
  notice: DissatisfiedNotice,
  period: ReportData['period'],
  settings: ReportSettings,
): string => {
  const sums = notice.days.reduce(
    (all, day) => ({ competence: all.competence + day.competence, time: all.time + day.time }),
    { competence: 0, time: 0 },
  );
  const number = (count: number): string => `<td class="number">${formatCount(count)}</td>`;
  const rows = notice.days.map(
    (day) =>
      `<tr><td>${formatDay(day.day)}</td><td>${escapeHtml(day.counter)}</td>${number(day.competence)}${number(day.time)}${number(day.total)}</tr>`,
  );
  return `<section class="notice">
${headerHtml(settings)}
<h2>LƯỢT ĐÁNH GIÁ KHÔNG HÀI LÒNG ${monthInWords(period.label).toLocaleUpperCase('vi')}</h2>
<p>Kính gửi: ${escapeHtml(cleanText(notice.department.name))}</p>
<p class="body">Từ ngày ${formatDay(period.from)} đến hết ngày ${formatDay(period.to)}, tổ chức, cá nhân đến giao dịch đã ghi nhận ${formatCount(notice.total)} lượt đánh giá không hài lòng tại quầy của đơn vị, theo từng ngày như sau:</p>
<table><thead><tr>${headings.map((heading) => `<th scope="col">${phrasesHtml(headingPhrases(heading))}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
<tr class="total"><td></td><td>Tổng cộng</td>${number(sums.competence)}${number(sums.time)}${number(notice.total)}</tr>
</tbody></table>
${signerHtml(settings)}
</section>`;
};

/** One page a department, ready to be sent to it; nobody sees another's list. */
export const dissatisfiedHtml = async (
  notices: readonly DissatisfiedNotice[],
  period: ReportData['period'],
  settings: ReportSettings = {},
): Promise<string> => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>Lượt đánh giá không hài lòng ${monthInWords(period.label)}</title>
<style>
${await tinosStyle()}
${pageStyle}
${noticeStyle}
</style>
</head>
<body>
${
  notices.length === 0
    ? `<p>Trong kỳ không có lượt đánh giá không hài lòng.</p>`
    : notices.map((notice) => noticeHtml(notice, period, settings)).join('\n')
}
</body>
</html>
`;
