/** One line of the benchmark table. */
export interface Result {
  readonly name: string;
  /** The measured median (or the quantile that the name says). */
  readonly value: number;
  readonly unit: string;
  /** The same work without the house around it, measured in the same run. */
  readonly baseline?: { readonly name: string; readonly value: number };
  /** What the target is about: the value itself, or its ratio to the baseline. */
  readonly target?: {
    readonly of: 'value' | 'times baseline';
    readonly is: 'at most' | 'at least';
    readonly limit: number;
  };
  readonly note?: string;
}

export interface Bench {
  readonly isQuick: boolean;
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
  /** What goes on now, for a person who waits. */
  tell(what: string): void;
}

export const ratioOf = ({ value, baseline }: Result): number | undefined =>
  baseline && value / baseline.value;

export const isMet = (result: Result): boolean | undefined => {
  const { target } = result;
  if (!target) return undefined;
  const measured = target.of === 'value' ? result.value : (ratioOf(result) ?? Number.NaN);
  return target.is === 'at most' ? measured <= target.limit : measured >= target.limit;
};
