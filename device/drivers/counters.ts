import type { PanelCounters } from '../panel.ts';

export interface Counters {
  add(name: string, by?: number): void;
  read(): PanelCounters;
}

/** Counts since it was made. A name appears when it was counted first. */
export const createCounters = (): Counters => {
  const counts = new Map<string, number>();
  return {
    add: (name, by = 1) => {
      counts.set(name, (counts.get(name) ?? 0) + by);
    },
    read: () => Object.fromEntries(counts),
  };
};
