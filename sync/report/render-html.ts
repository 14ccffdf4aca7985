import { type DocumentRow, documentTitle, type ReportDocument } from './document.ts';
import { escapeHtml, phrasesHtml } from './html.ts';
import { annexStyle, pageStyle } from './html-style.ts';
import { tinosStyle } from './tinos-web.ts';

const columnStyle = ({ columns, cellPt }: ReportDocument): string =>
  [
    `td{font-size:${cellPt}pt}`,
    ...columns.map((column, i) =>
      column.numberRightMm > 0
        ? `td:nth-child(${i + 1}){padding-right:${column.numberRightMm.toFixed(2)}mm}`
        : '',
    ),
  ].join('');

const rowHtml = (row: DocumentRow): string =>
  [
    row.kind === 'department' ? '<tr>' : `<tr class="${row.kind}">`,
    `<td>${row.order}</td><td class="name">${phrasesHtml(row.name)}</td>`,
    ...row.cells.map((cell) => `<td class="number">${cell.text}</td>`),
    '</tr>',
  ].join('');

/** The page as one file of HTML: no script, no network, its own font; it prints as the decree's page. */
export const documentHtml = async (document: ReportDocument): Promise<string> => `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(documentTitle(document))}</title>
<style>
${await tinosStyle()}
${pageStyle}
${annexStyle}
${columnStyle(document)}
</style>
</head>
<body>
<h1>${escapeHtml(document.annexTitle)}</h1>
${document.title.map((line) => `<h2>${phrasesHtml(line)}</h2>`).join('\n')}
<p class="reference">${phrasesHtml(document.reference)}</p>
<hr class="rule">
<table>
<colgroup>${document.columns.map((column) => `<col style="width:${column.widthMm.toFixed(2)}mm">`).join('')}</colgroup>
<thead><tr>${document.columns.map((column) => `<th scope="col">${phrasesHtml(column.heading)}</th>`).join('')}</tr></thead>
<tbody>
${document.rows.map(rowHtml).join('\n')}
</tbody>
</table>
</body>
</html>
`;
