/** Everything the intake counts, so that a reader of the counters sees zeros too. */
export const counterNames = [
  'batches',
  'entries',
  'duplicates',
  'gaps',
  'forks',
  'quarantined',
  'states',
  'receipts',
  'malformed',
  'oversize',
  'dropped',
  'foreignTopics',
  'foreignKeys',
  'brokenChains',
  'badSignatures',
  'claimed',
  'storeFailures',
] as const;
export type CounterName = (typeof counterNames)[number];

export interface Counters {
  count(name: CounterName, by?: number): void;
  read(): Readonly<Record<CounterName, number>>;
}

export const makeCounters = (): Counters => {
  const counts = Object.fromEntries(counterNames.map((name) => [name, 0])) as Record<CounterName, number>;
  return {
    count: (name, by = 1) => {
      counts[name] += by;
    },
    read: () => ({ ...counts }),
  };
};
