import type { Tally } from '../../domain/tally.ts';
import { reportSentence } from '../../report/sentence.ts';
import type { ReportSettings } from '../../report/settings.ts';
import type { SentenceView } from '../api/period.ts';

const number = /(\d[\d.,]*\d|\d)(\u00a0%)?/gu;

/** Cuts the report's sentence into what a person checks (its numbers), what is set in italics, and the rest. */
export const sentenceView = (
  tally: Pick<Tally, 'totals'>,
  dossiersResolved: number | null,
  { annexTitle }: ReportSettings,
): SentenceView => {
  const text = reportSentence(tally, {
    ...(dossiersResolved ? { dossiersResolved } : {}),
    ...(annexTitle ? { annexTitle } : {}),
  });
  const attached = `Đính kèm ${annexTitle ?? 'Phụ lục II'}`;
  const [before = text, after = ''] = text.split(attached);
  const pieces: { text: string; as: 'plain' | 'number' | 'italic' }[] = [];
  const plain = (piece: string): void => {
    if (piece !== '') pieces.push({ text: piece, as: 'plain' });
  };
  let at = 0;
  for (const match of before.matchAll(number)) {
    plain(before.slice(at, match.index));
    pieces.push({ text: match[0], as: 'number' });
    at = match.index + match[0].length;
  }
  plain(before.slice(at));
  if (before !== text) pieces.push({ text: attached, as: 'italic' });
  plain(after);
  return { text, pieces };
};
