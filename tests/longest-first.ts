import { join } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// On a fresh clone vitest knows no durations and goes by file size: small files that work for half a minute came last, and one
// of the two workers stood idle beside them.
const longest = [
  'centre/commands.test.ts',
  'commands/replay.test.ts',
  'commands/export-and-panel.test.ts',
  'journeys/firmware.test.ts',
  'commands/kiosk.test.ts',
  'journeys/press-to-report.test.ts',
  'firmware/panel.test.ts',
  'device/device-process.test.ts',
].map((path) => join(import.meta.dirname, path));

/** The files that take longest begin first; the others as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const first = longest.flatMap((path) => sorted.filter((file) => file.moduleId === path));
    return [...first, ...sorted.filter((file) => !first.includes(file))];
  }
}
