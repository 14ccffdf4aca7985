import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';
import { pageSuites } from './pages/page-suites.ts';

export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['faults/long/**', 'faults/vm/**', 'usb/**', ...pageSuites],
    pool: 'forks',
    // Most tests wait for a process, a timer or a page: two workers leave two cores idle for 45 % of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
});
