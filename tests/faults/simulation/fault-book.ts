/** What a run may be told to suffer. A run that plans one of these and never meets it is void. */
export const faultKinds = [
  'drop',
  'duplicate',
  'reorder',
  'delay',
  'partition',
  'broker-amnesia',
  'kiosk-crash',
  'power-cut',
  'centre-crash',
  'centre-restored',
  'disk-replaced',
  'disk-cloned',
  'image-restored',
  'clock-ahead',
  'clock-1970',
  'clock-back',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Where in its work a crash met a process: each must have been met in a long run. */
export const crashPoints = [
  'kiosk: pressed, not committed',
  'kiosk: committed, not thanked',
  'kiosk: thanked, not sent',
  'kiosk: at rest',
  'kiosk: torn write',
  'centre: heard, not committed',
  'centre: inside the transaction',
  'centre: committed, not receipted',
  'centre: between two receipts',
  'centre: receipted',
  'centre: torn write',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

/** What the system did about it; counted to show that its ways of healing were walked. */
export const healings = [
  'moved back',
  'gap',
  'overdue',
  'rotated',
  'entries forked',
  'told twice, written once',
  'exported by hand',
  'imported by hand',
  'ledger set aside carried on again',
  'export kept aside as a fork',
] as const;
export type Healing = (typeof healings)[number];

export type Counted = FaultKind | CrashPoint | Healing;

export interface FaultBook {
  readonly planned: ReadonlySet<FaultKind>;
  fire(what: Counted, times?: number): void;
  times(what: Counted): number;
  /** Planned, and not met. */
  unfired(): readonly FaultKind[];
  counts(): Readonly<Record<string, number>>;
}

export const createFaultBook = (planned: ReadonlySet<FaultKind>): FaultBook => {
  const counts = new Map<Counted, number>();
  const times = (what: Counted): number => counts.get(what) ?? 0;
  return {
    planned,
    times,
    fire: (what, by = 1) => {
      if (by > 0) counts.set(what, times(what) + by);
    },
    unfired: () => faultKinds.filter((kind) => planned.has(kind) && times(kind) === 0),
    counts: () => Object.fromEntries(counts),
  };
};
