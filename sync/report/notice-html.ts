import { escapeHtml, phrasesHtml } from './html.ts';
import { pageStyle } from './html-style.ts';
import {
  motto,
  type NoticeDocument,
  type NoticeRow,
  type NoticesDocument,
  noticeColumns,
} from './notice-document.ts';
import { noticeGap, noticeHeadMm, noticePt } from './notice-page.ts';
import { cell, typeSizePt } from './page.ts';
import type { Phrases } from './phrases.ts';
import { tinosStyle } from './tinos-web.ts';

// Each notice is a document of its own, so the pages of the batch are not numbered through.
const noticeStyle = `
@page{@top-center{content:none}}
.notice{break-after:page}
.notice:last-child{break-after:auto}
header{display:grid;grid-template-columns:${noticeHeadMm.issuer}mm ${noticeHeadMm.state}mm;text-align:center;margin-bottom:${noticeGap.beforeTitleMm}mm;
  font-size:${noticePt.head}pt}
header p{text-align:center}
.issuing::after{content:'';display:block;width:33%;margin:3pt auto 0;border-top:${cell.linePt}pt solid #000}
.motto{font-size:${noticePt.motto}pt}
.motto span{padding-bottom:3pt;border-bottom:${cell.linePt}pt solid #000}
.date{font-style:italic;font-size:${noticePt.motto}pt;margin-top:3mm}
h2{font-size:${noticePt.text}pt;margin:0 0 ${noticeGap.betweenMm}mm}
p.body{text-align:justify;text-indent:${noticeGap.firstLineMm}mm;margin:${noticeGap.paragraphMm}mm 0}
td{font-size:${typeSizePt.tableCell}pt}
td.name{text-align:left;padding-left:${cell.nameLeftMm}mm}
td.number{text-align:right;padding-right:${cell.numberRightMm}mm}
tr.total td{font-weight:bold}
tr.total{break-before:avoid}
.signer{margin:${noticeGap.beforeSignerMm}mm 0 0 50%;text-align:center;font-weight:bold;break-inside:avoid;break-before:avoid}
.signer b:first-child{display:block;margin-bottom:${noticeGap.signatureMm}mm}`;

const ifSet = (phrases: Phrases, html: (text: string) => string): string =>
  phrases.length === 0 ? '' : html(phrasesHtml(phrases));

const rowHtml = ({ kind, day, counter, numbers }: NoticeRow): string =>
  [
    kind === 'total' ? '<tr class="total">' : '<tr>',
    `<td>${day}</td><td${kind === 'day' ? ' class="name"' : ''}>${phrasesHtml(counter)}</td>`,
    ...numbers.map((number) => `<td class="number">${number}</td>`),
    '</tr>',
  ].join('');

const noticeHtml = (notice: NoticeDocument): string => `<section class="notice">
<header><div>${ifSet(notice.parent, (text) => `<p>${text}</p>`)}${ifSet(notice.issuing, (text) => `<p class="issuing"><b>${text}</b></p>`)}</div>
<div><p><b>${motto.state}</b></p><p class="motto"><b><span>${motto.words}</span></b></p>
<p class="date">${escapeHtml(notice.placeAndDate)}</p></div></header>
<h2>${phrasesHtml(notice.title)}</h2>
<p>${escapeHtml(notice.recipient.join(' '))}</p>
<p class="body">${escapeHtml(notice.body.join(' '))}</p>
<table><colgroup>${noticeColumns.map(({ widthMm }) => `<col style="width:${widthMm}mm">`).join('')}</colgroup>
<thead><tr>${noticeColumns.map(({ heading }) => `<th scope="col">${phrasesHtml(heading)}</th>`).join('')}</tr></thead>
<tbody>
${notice.rows.map(rowHtml).join('\n')}
</tbody></table>
${notice.signer ? `<p class="signer"><b>${phrasesHtml(notice.signer.position)}</b><b>${escapeHtml(notice.signer.name)}</b></p>` : ''}
</section>`;

/** One page a department, ready to be sent to it; nobody sees another's list. */
export const noticesHtml = async ({
  title,
  notices,
  none,
}: NoticesDocument): Promise<string> => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>${title}</title>
<style>
${await tinosStyle()}
${pageStyle}
${noticeStyle}
</style>
</head>
<body>
${notices.length === 0 ? `<p>${none}</p>` : notices.map(noticeHtml).join('\n')}
</body>
</html>
`;
