import type { Tally } from '../domain/tally.ts';
import { satisfiedOf } from './satisfied.ts';
import type { ReportSettings } from './settings.ts';
import { formatCount, shareInWords } from './wording.ts';

export interface SentenceOptions extends Pick<ReportSettings, 'annexTitle'> {
  /** Dossiers resolved in the period, typed in or imported by the centre; without it the clause is left out. */
  readonly dossiersResolved?: number;
}

/** The report's sentence about the ratings of a period, word for word as the centre writes it. */
export const reportSentence = (
  { totals }: Pick<Tally, 'totals'>,
  { dossiersResolved, annexTitle = 'Phụ lục II' }: SentenceOptions = {},
): string => {
  const who =
    'ý kiến đánh giá của tổ chức, cá nhân đến giao dịch tại Trung tâm thông qua máy đánh giá mức độ hài lòng';
  const attached = `(Đính kèm ${annexTitle}).`;
  if (totals.total === 0) return `Không có ${who} ${attached}`;
  const ofDossiers = dossiersResolved
    ? ` (chiếm ${shareInWords(totals.total, dossiersResolved)} hồ sơ đã giải quyết)`
    : '';
  const satisfied = shareInWords(satisfiedOf(totals.counts), totals.total);
  return `Có ${formatCount(totals.total)} ${who}${ofDossiers}; kết quả có ${satisfied} ý kiến hài lòng với dịch vụ và thái độ phục vụ của nhân viên tại Trung tâm ${attached}`;
};
