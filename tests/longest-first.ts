import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// On a fresh clone vitest knows no durations and goes by file size: small files that work for half a minute came last, and one
// of the two workers stood idle beside them.
const longest = [
  'faults/simulation.test.ts',
  'centre/verify-store.test.ts',
  'centre-http/signing-in.test.ts',
  'faults/mosquitto-defaults.test.ts',
  'centre-http/closing.test.ts',
  'journeys/firmware.test.ts',
  'renderer/layout.test.ts',
  'renderer/accessibility.test.ts',
].map((path) => join(import.meta.dirname, path));

/** The files that take longest begin first; the others as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = longest.flatMap((path) => sorted.filter((file) => file.moduleId === path));
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}
