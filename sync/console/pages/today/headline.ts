import type { Today } from '../../../centre/api/today.ts';
import { formatCount } from '../../format/numbers.ts';
import type { TodayWords } from '../../words/vi/today.ts';

/** The day in one sentence: what the numbers say, worst first. */
export const headline = (today: Today, words: TodayWords): string => {
  const { total, satisfied, dissatisfied, rows, counts } = today;
  if (total === 0) return today.isWorkingDay ? words.none : words.noneClosed;
  const all = formatCount(total);
  if (dissatisfied > 0) {
    const worst = rows.reduce<(typeof rows)[number] | null>((most, row) => {
      const bad = row.counts[2] + row.counts[3];
      return bad > (most ? most.counts[2] + most.counts[3] : 0) ? row : most;
    }, null);
    const here = worst ? worst.counts[2] + worst.counts[3] : 0;
    const bad = formatCount(dissatisfied);
    return worst && here * 2 > dissatisfied
      ? words.dissatisfiedAt(bad, all, formatCount(here), worst.name)
      : words.dissatisfied(bad, all);
  }
  if (satisfied === total) return total === 1 ? words.oneContent : words.allContent(all);
  return words.noneDissatisfied(all, formatCount(counts[4]));
};

/** What is usual, beside the headline: of dissatisfied presses on a day that has some, else of all. */
export const usualWords = ({ usual, dissatisfied }: Today, words: TodayWords): string => {
  if (usual.total === null) return words.noUsual;
  if (dissatisfied > 0 && usual.dissatisfied !== null)
    return usual.dissatisfied < 1.5
      ? words.usualBadNone
      : words.usualBad(formatCount(Math.round(usual.dissatisfied)));
  const about = Math.round(usual.total);
  return about === 0 ? words.usualNone : words.usual(formatCount(about));
};
