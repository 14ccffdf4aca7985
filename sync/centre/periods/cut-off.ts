import type { Instant } from '../../domain/ids.ts';
import {
  defaultCutOffDay,
  type Period,
  type PeriodLabel,
  periodOf,
  reportDayOf,
} from '../../domain/period.ts';

/** From the period `from` on, periods end on `day` of their month; 1 to 28. */
export interface CutOffSetting {
  readonly from: PeriodLabel;
  readonly day: number;
}

const cutOffOf = (label: PeriodLabel, settings: readonly CutOffSetting[]): number =>
  settings
    .filter((setting) => setting.from <= label)
    .reduce<CutOffSetting | undefined>(
      (newest, s) => (!newest || s.from > newest.from ? s : newest),
      undefined,
    )?.day ?? defaultCutOffDay;

const shift = (label: PeriodLabel, months: number): PeriodLabel => {
  const index = Number(label.slice(0, 4)) * 12 + Number(label.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as PeriodLabel;
};

/**
 * The period of a label under dated cut-off days: it begins where the one before it ends, so a change makes one odd period
 * and never a gap or an overlap.
 */
export const periodUnder = (label: PeriodLabel, settings: readonly CutOffSetting[]): Period => {
  const { to, endsAt } = periodOf(label, cutOffOf(label, settings));
  const before = shift(label, -1);
  const startsAt = periodOf(before, cutOffOf(before, settings)).endsAt;
  return { label, from: reportDayOf(startsAt), to, startsAt, endsAt };
};

/** The label of the period in which an instant falls. */
export const labelAt = (at: Instant, settings: readonly CutOffSetting[]): PeriodLabel => {
  const month = reportDayOf(at).slice(0, 7) as PeriodLabel;
  return at < periodUnder(month, settings).endsAt ? month : shift(month, 1);
};
