import type { PeriodLabel } from '../../domain/period.ts';

/** The label so many months later, or earlier. */
export const shiftLabel = (label: PeriodLabel, months: number): PeriodLabel => {
  const index = Number(label.slice(0, 4)) * 12 + Number(label.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as PeriodLabel;
};

/** The labels from one to another, both included. */
export const labelsBetween = (from: PeriodLabel, to: PeriodLabel): readonly PeriodLabel[] => {
  const labels: PeriodLabel[] = [];
  for (let label = from; label <= to; label = shiftLabel(label, 1)) labels.push(label);
  return labels;
};
