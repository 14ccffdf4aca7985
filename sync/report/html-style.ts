import { cell, gap, lineHeightPt, page, ruleWidthMm, textWidthMm, typeface, typeSizePt } from './page.ts';

const line = `${cell.linePt}pt solid #000`;

const margins = `${page.topMm}mm ${page.rightMm}mm ${page.bottomMm}mm ${page.leftMm}mm`;
const family = `${typeface.embedded},'${typeface.name}',serif`;

/** What every printed page of ours shares: A4, margins, typeface, page number in the top margin from page 2 on. */
export const pageStyle = `
@page{size:${page.widthMm}mm ${page.heightMm}mm;margin:${margins};
  @top-center{content:counter(page);font:${typeSizePt.pageNumber}pt ${family};color:#000}}
@page :first{@top-center{content:none}}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font-family:${family};font-size:${typeSizePt.title}pt;line-height:${lineHeightPt.title}pt;
  font-synthesis:none;font-variant-ligatures:none}
.p{display:inline-block;max-width:100%}
h1,h2,p{margin:0;text-align:center;font-size:inherit;text-wrap:wrap}
table{border-collapse:separate;border-spacing:0;table-layout:fixed;width:${textWidthMm}mm}
th,td{border:solid #000;border-width:0 ${cell.linePt}pt ${cell.linePt}pt 0;padding:${cell.topBottomMm}mm ${cell.sideMm}mm;text-align:center;
  vertical-align:middle;overflow-wrap:anywhere;font-weight:normal}
th{border-top:${line}}
th:first-child,td:first-child{border-left:${line}}
thead{display:table-header-group;break-inside:avoid}
tr{break-inside:avoid}
th[scope=col]{font-weight:bold;font-size:${typeSizePt.tableHead}pt;line-height:${lineHeightPt.tableHead}pt;
  overflow-wrap:normal}
td{line-height:${lineHeightPt.tableCell}pt}
@media screen{
  html{background:#F7F5EF}
  body{width:${page.widthMm}mm;min-height:${page.heightMm}mm;margin:24px auto;padding:${margins};
    box-shadow:0 1px 3px #0003}
}`;

/** The annex: heading, reference line, short rule, table. */
export const annexStyle = `
h1{font-size:${typeSizePt.annex}pt;line-height:${lineHeightPt.annex}pt}
h2{font-size:${typeSizePt.title}pt}
.reference{margin-top:${gap.referenceMm}mm;font-size:${typeSizePt.reference}pt;font-style:italic}
.rule{width:${ruleWidthMm}mm;margin:${gap.ruleMm}mm auto ${gap.tableMm}mm;border:0;border-top:${line}}
td.name{text-align:left;padding-left:${cell.nameLeftMm}mm}
td.number{text-align:right;overflow-wrap:normal;white-space:nowrap}
tr.total td{font-weight:bold;text-align:center}
tr.percent td{font-style:italic;text-align:center}
tr.total td.number,tr.percent td.number{text-align:right}
tr.total,tr.percent{break-before:avoid}`;
