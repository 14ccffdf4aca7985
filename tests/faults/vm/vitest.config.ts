import { defineConfig } from 'vitest/config';

/** Real power cuts of a virtual machine: `npm run test:power`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 1_800_000,
    hookTimeout: 180_000,
    reporters: ['verbose'],
  },
});
