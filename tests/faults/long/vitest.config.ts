import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Runs of minutes, one after the other: `npx vitest run --config tests/faults/long/vitest.config.ts [NAME]`. */
export default defineConfig({
  test: {
    root: join(import.meta.dirname),
    include: ['**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
  },
});
