import type { Answer } from '../../state/server.ts';
import type { RegistryWords } from '../../words/vi/registry.ts';

type Failed = Extract<Answer<unknown>, { ok: false }>;

const idIn = (detail: unknown): string | null =>
  typeof detail === 'object' && detail !== null && 'id' in detail && typeof detail.id === 'string'
    ? detail.id
    : null;

/** Why a change cannot be: in words, with the department or the line of the file that it is about. */
export const registryProblem = (
  { problem }: Failed,
  words: RegistryWords,
  nameOf: (id: string) => string,
): string => {
  const what = words.problems[problem.code];
  if (what === undefined) return words.failed;
  const id = idIn(problem.detail);
  return words.problem(what, problem.line ?? null, id === null ? null : nameOf(id));
};
