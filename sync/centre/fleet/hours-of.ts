import type { ConfigBody } from '../../wire/config-message.ts';
import type { SettingValues } from '../api/setting.ts';

/**
 * The centre's hours and holidays in the terms of a kiosk. A centre without hours on any day says nothing: an empty list would
 * read as closed for ever.
 */
export const hoursOf = ({
  hours,
  holidays,
}: Pick<SettingValues, 'hours' | 'holidays'>): Required<Pick<ConfigBody, 'opening' | 'holidays'>> => {
  // Days with the same hours are told together, as a sign at the door lists them.
  const spans = new Map<string, { days: number[]; from: string; to: string }>();
  hours.week.forEach((day, i) => {
    for (const { from, to } of day) {
      const span = spans.get(`${from} ${to}`) ?? { days: [], from, to };
      span.days.push(i + 1);
      spans.set(`${from} ${to}`, span);
    }
  });
  return {
    opening: [...spans.values()].slice(0, 50),
    holidays: holidays.days.map(({ from, to }) => ({ from, to })),
  };
};
