import { type CategoryId, categoryIds } from '../domain/categories.ts';
import type { Counts } from '../domain/tally.ts';

const countOf = (counts: Counts, category: CategoryId): number => counts[categoryIds.indexOf(category)] ?? 0;

/** Ratings in the first two categories. Their share is not the one-stop index of Quyết định 766/QĐ-TTg. */
export const satisfiedOf = (counts: Counts): number =>
  countOf(counts, 'satisfied-service') + countOf(counts, 'satisfied-attitude');

/** Ratings in the two categories of which departments are told. */
export const dissatisfiedOf = (counts: Counts): number =>
  countOf(counts, 'dissatisfied-competence') + countOf(counts, 'dissatisfied-time');
