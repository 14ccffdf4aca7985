import { formatReportCode, isImpliedBy, type ReportCode } from '../protocol/hid-report.ts';
import type { Gesture, LearntButton } from './learn-machine.ts';

/** What a press changed in the report. */
export interface ReportChange {
  readonly byte: number;
  /** The bits that were other than at rest. */
  readonly changed: number;
  readonly down: number;
  /** The bits of this byte that change without anybody pressing. */
  readonly restless: number;
}

/** Pure; times are the caller's. */
export interface ReportWatch {
  /** What the report is when nothing is pressed; undefined while a device that only speaks on change has not spoken. */
  readonly rest: readonly number[] | undefined;
  readonly restless: readonly number[];
  /** It was seen at rest, so that it is pressed for as long as it is anything else. */
  readonly isRestSure: boolean;
  /** The distinct reports of the press that is under way. */
  readonly seen: readonly (readonly number[])[];
}

export const newReportWatch: ReportWatch = { rest: undefined, restless: [], isRestSure: false, seen: [] };

const at = (list: readonly number[], index: number): number => list[index] ?? 0;

const isSame = (a: readonly number[], b: readonly number[], restless: readonly number[]): boolean =>
  a.length === b.length && a.every((byte, index) => ((byte ^ at(b, index)) & ~at(restless, index)) === 0);

/** A report while nobody presses: whatever changes is noise (an axis, a counter). */
export const watchRest = (watch: ReportWatch, report: readonly number[]): ReportWatch => {
  const { rest } = watch;
  if (rest === undefined || rest.length !== report.length)
    return { ...watch, rest: report, isRestSure: true };
  return {
    ...watch,
    restless: report.map((byte, index) => at(watch.restless, index) | (byte ^ at(rest, index))),
  };
};

export const watchReport = (watch: ReportWatch, report: readonly number[]): ReportWatch => {
  if (watch.rest !== undefined && watch.rest.length !== report.length) return watch;
  const before = watch.seen.at(-1) ?? watch.rest;
  if (before !== undefined && isSame(before, report, watch.restless)) return watch;
  return { ...watch, seen: [...watch.seen.slice(-63), report] };
};

const changesOf = (
  rest: readonly number[],
  reports: readonly (readonly number[])[],
  restless: readonly number[],
) =>
  rest.map(
    (byte, index) =>
      reports.reduce((mask, report) => mask | ((report[index] ?? 0) ^ byte), 0) & ~at(restless, index),
  );

const wholeByte = ({ byte, down, restless }: ReportChange): ReportCode => {
  const mask = 0xff & ~restless;
  return { byte, mask, value: down & mask };
};

const countBits = (mask: number): number => [...mask.toString(2)].filter((bit) => bit === '1').length;

const gestureOf = (change: ReportChange): Gesture<ReportChange> => ({
  kind: 'one',
  id: formatReportCode(wholeByte(change)),
  raw: change,
});

/**
 * The press that is over: nothing has changed for a while. Undefined while it is not (a button is still held), or where
 * nothing was pressed.
 */
export const endGesture = (
  watch: ReportWatch,
): { readonly watch: ReportWatch; readonly gesture: Gesture<ReportChange> } | undefined => {
  const last = watch.seen.at(-1);
  if (last === undefined) return undefined;
  // A device that only speaks on change says "down" and "up": its last word is how it rests, and that may be another for each
  // button (a key number with a bit for "down").
  const rest = watch.isRestSure || watch.seen.length < 2 ? watch.rest : last;
  if (rest === undefined || !isSame(last, rest, watch.restless)) return undefined;
  const next = { ...watch, rest, seen: [] };
  const pressed = watch.seen.filter((report) => !isSame(report, rest, watch.restless));
  if (pressed.length === 0) return undefined;
  const changes = changesOf(rest, pressed, watch.restless);
  const bytes = changes.flatMap((changed, byte) => (changed === 0 ? [] : [{ byte, changed }]));
  const downs = (byte: number): readonly number[] => [...new Set(pressed.map((report) => at(report, byte)))];
  // Some pads send how hard a button is pressed in another byte: a byte with one bit in it is the better word.
  const oneBit = bytes.filter(({ changed }) => countBits(changed) === 1);
  const chosen = oneBit.length === 1 ? oneBit[0] : bytes.length === 1 ? bytes[0] : undefined;
  if (chosen === undefined) return { watch: next, gesture: { kind: 'several' } };
  const values = downs(chosen.byte).filter(
    (value) => ((value ^ at(rest, chosen.byte)) & chosen.changed) !== 0,
  );
  const down = values[0];
  if (down === undefined || values.length > 1) return { watch: next, gesture: { kind: 'several' } };
  return {
    watch: next,
    gesture: gestureOf({ ...chosen, down, restless: at(watch.restless, chosen.byte) }),
  };
};

const oneBitOf = ({ byte, changed, down }: ReportChange): ReportCode => ({
  byte,
  mask: changed,
  value: down & changed,
});

type Coded = LearntButton<ReportChange> & { readonly code: ReportCode };

const clashesWith = (one: Coded, all: readonly Coded[]): boolean =>
  all.some(
    (other) => one !== other && (isImpliedBy(one.code, other.code) || isImpliedBy(other.code, one.code)),
  );

/**
 * The codes of all buttons together: the bit that a button changes; but a byte that holds the number of a button is compared
 * as a whole. Undefined where two could not be told apart.
 */
export const codesOf = (learnt: readonly LearntButton<ReportChange>[]): readonly Coded[] | undefined => {
  const bits = learnt.map((one) => ({ ...one, code: oneBitOf(one.raw) }));
  const numbered = new Set(
    bits.filter((one) => countBits(one.raw.changed) > 1 || clashesWith(one, bits)).map(({ raw }) => raw.byte),
  );
  const coded = bits.map((one) => (numbered.has(one.raw.byte) ? { ...one, code: wholeByte(one.raw) } : one));
  return coded.some((one) => clashesWith(one, coded)) ? undefined : coded;
};
