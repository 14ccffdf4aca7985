import { breakLines, type Line } from './lines.ts';
import { motto, type NoticeDocument } from './notice-document.ts';
import { textWidthMm, typeSizePt } from './page.ts';
import { oneLine } from './printed-table.ts';
import type { MeasureAt } from './tinos.ts';

/** The head of an administrative document in two columns: who issues it, and the state's name with its motto. */
export const noticeHeadMm = { issuer: 66, state: textWidthMm - 66 } as const;

/** Type sizes of the decree's Phụ lục I: the state's name 12–13, motto and body 13–14, the issuing side 12–13. */
export const noticePt = { head: 12, motto: 13, text: typeSizePt.title } as const;

export const noticeGap = {
  beforeTitleMm: 8,
  betweenMm: 2,
  paragraphMm: 2.2,
  firstLineMm: 12.7,
  beforeSignerMm: 8,
  /** Where the signature comes, drawn by whoever signs. */
  signatureMm: 22,
} as const;

export interface NoticeLayout {
  readonly parent: readonly Line[];
  readonly issuing: readonly Line[];
  readonly placeAndDate: readonly Line[];
  readonly title: readonly Line[];
  readonly recipient: readonly Line[];
  readonly body: readonly Line[];
  readonly position: readonly Line[];
  readonly name: readonly Line[];
  /** Of the lines that the decree draws under the motto (as long as it) and under the issuing body (about a third). */
  readonly rulesMm: { readonly motto: number; readonly issuing: number };
}

/** Breaks every text of the page, apart from its table, into the lines of its place. */
export const layOutNotice = (notice: NoticeDocument, measure: MeasureAt): NoticeLayout => {
  const { issuer, state } = noticeHeadMm;
  const text = measure('regular', noticePt.text);
  const bold = measure('bold', noticePt.text);
  const headBold = measure('bold', noticePt.head);
  const issuing = breakLines(notice.issuing, headBold, issuer);
  return {
    parent: breakLines(notice.parent, measure('regular', noticePt.head), issuer),
    issuing,
    placeAndDate: breakLines(notice.placeAndDate.split(' '), measure('italic', noticePt.motto), state),
    title: breakLines(notice.title, bold, textWidthMm),
    recipient: breakLines(notice.recipient, text, textWidthMm),
    body: breakLines(notice.body, text, textWidthMm, noticeGap.firstLineMm),
    position: breakLines(notice.signer?.position ?? [], bold, textWidthMm / 2),
    name: oneLine(notice.signer?.name ?? ''),
    rulesMm: {
      motto: measure('bold', noticePt.motto)(motto.words),
      issuing: Math.max(0, ...issuing.map((line) => headBold(line.text))) * 0.4,
    },
  };
};
