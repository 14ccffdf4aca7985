import { categoryIds } from '../../domain/categories.ts';
import { parseEntry, type RatingSource } from '../../domain/entry.ts';
import type { BootId, CounterId, DepartmentId, Seq } from '../../domain/ids.ts';

/**
 * What a batch tells in which every entry is a rating, made at one counter, by one way, in one boot: as in nearly all. Column by
 * column, so that it comes from another thread at little cost. `at` and `up` in milliseconds; `category` counts from 0.
 */
export interface PlainRun {
  readonly boot: BootId;
  readonly department: DepartmentId;
  readonly counter: CounterId;
  readonly via: RatingSource;
  readonly at: Float64Array;
  readonly up: Float64Array;
  readonly category: Uint8Array;
  /** 1: it came too soon after the last one. */
  readonly repeat: Uint8Array;
}

/** The run that a batch's bodies are; undefined when one of them is anything else, and then each is read for itself. */
export const plainRunOf = (first: Seq, bodies: readonly string[]): PlainRun | undefined => {
  const [at, up] = [new Float64Array(bodies.length), new Float64Array(bodies.length)];
  const [category, repeat] = [new Uint8Array(bodies.length), new Uint8Array(bodies.length)];
  let shared: Pick<PlainRun, 'boot' | 'department' | 'counter' | 'via'> | undefined;
  for (const [i, body] of bodies.entries()) {
    const parsed = parseEntry(body);
    if (!parsed.ok || parsed.entry.kind !== 'rating' || parsed.entry.seq !== first + i) return undefined;
    const { boot, department, counter, via } = parsed.entry;
    shared ??= { boot, department, counter, via };
    const isSame =
      shared.boot === boot &&
      shared.department === department &&
      shared.counter === counter &&
      shared.via === via;
    if (!isSame) return undefined;
    at[i] = parsed.entry.at;
    up[i] = parsed.entry.up;
    category[i] = categoryIds.indexOf(parsed.entry.category);
    repeat[i] = parsed.entry.repeat === true ? 1 : 0;
  }
  return shared && { ...shared, at, up, category, repeat };
};

/** The run without its first entries. */
export const runAfter = (run: PlainRun, skipped: number): PlainRun =>
  skipped === 0
    ? run
    : {
        ...run,
        at: run.at.subarray(skipped),
        up: run.up.subarray(skipped),
        category: run.category.subarray(skipped),
        repeat: run.repeat.subarray(skipped),
      };
