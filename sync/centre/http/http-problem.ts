import type { z } from 'zod';
import { commonProblems, type Problem } from '../api/problem.ts';

/** An answer that is a refusal. Thrown by handlers, because it ends a request wherever it is found out. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: Pick<Problem, 'field' | 'line' | 'detail'>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: Pick<Problem, 'field' | 'line' | 'detail'> = {},
  ) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.more = more;
  }

  toBody(): Problem {
    return { code: this.code, message: this.message, ...this.more };
  }
}

type CommonCode = keyof typeof commonProblems;

/** One of the refusals that any route can answer with. */
export const problem = (code: CommonCode, message: string, field?: string): HttpProblem =>
  new HttpProblem(commonProblems[code], code, message, field === undefined ? {} : { field });

/** What a person asked for and cannot have as it is: 422. */
export const unable = (code: string, message: string, more: HttpProblem['more'] = {}): HttpProblem =>
  new HttpProblem(422, code, message, more);

/** What is not as it was when the page was drawn: 409. */
export const conflict = (code: string, message: string, detail?: unknown): HttpProblem =>
  new HttpProblem(409, code, message, detail === undefined ? {} : { detail });

export const notFound = (what: string): HttpProblem => problem('http/not-found', `there is no ${what}`);

/** Parses a body, a query or a parameter; what is wrong is named by its field. */
export const read = <T>(shape: z.ZodType<T>, value: unknown): T => {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw problem(
    'http/malformed',
    issue?.message ?? 'is not what this route takes',
    field === '' ? undefined : field,
  );
};
