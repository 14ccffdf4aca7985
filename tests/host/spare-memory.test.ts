import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

// What draining does to a heap: everything is held for a moment, long enough to look as if it would stay.
const churn = `
  import { getHeapStatistics } from 'node:v8';
  const held = new Array(50_000);
  for (let i = 0; i < 1_000_000; i += 1) held[i % held.length] = { i, text: 'entry ' + i };
  process.stdout.write(String(getHeapStatistics().total_heap_size));
`;

const heapAfter = async (opening: string): Promise<number> => {
  const words = ['--input-type=module', '--eval', `${opening}\n${churn}`];
  const { stdout, stderr } = await run(process.execPath, words, { cwd: import.meta.dirname });
  expect(stderr).toBe('');
  return Number(stdout);
};

it('keeps the heap small of a process through which much passes', async () => {
  const [plain, sparing] = await Promise.all([
    heapAfter(''),
    heapAfter(`import { spareMemory } from '../../kiosk-app/host/spare-memory.ts'; spareMemory();`),
  ]);
  expect(sparing).toBeLessThan(plain * 0.7);
});
