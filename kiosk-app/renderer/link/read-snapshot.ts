import type { Snapshot } from '../../contract/snapshot.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSnapshot = (value: unknown): value is Snapshot =>
  isRecord(value) &&
  value.v === 1 &&
  typeof value.run === 'string' &&
  Number.isSafeInteger(value.revision) &&
  isRecord(value.screen) &&
  typeof value.screen.name === 'string' &&
  isRecord(value.binding) &&
  isRecord(value.binding.department) &&
  typeof value.binding.department.name === 'string' &&
  isRecord(value.binding.counter) &&
  typeof value.binding.counter.label === 'string' &&
  Array.isArray(value.languages) &&
  Array.isArray(value.panels) &&
  isRecord(value.info);

/** Reads a snapshot at the edge. Host and page are built together, so this guards against a foreign server, not against a typo. */
export const readSnapshot = (text: string): Snapshot | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isSnapshot(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
