import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { pageSuites } from './page-suites.ts';

export default defineConfig({
  cacheDir: '../../node_modules/.vite',
  test: {
    root: join(import.meta.dirname, '..'),
    include: pageSuites,
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
