/**
 * Every state, language, size and mode of every page in real Chromium, the documents opened by the programs that staff open them
 * with, and the long ways through real processes: minutes, so they run by `npm run test:pages`.
 */
export const pageSuites = [
  'renderer/accessibility.test.ts',
  'renderer/layout.test.ts',
  'renderer/breakout.test.ts',
  'renderer/screen.test.ts',
  'journeys/screen-outlives.test.ts',
  'journeys/buttons-alone.test.ts',
  'console/accessibility.test.ts',
  'console/first-people.test.ts',
  'console/first-view.test.ts',
  'console/monthly-task.test.ts',
  'console/registry-change.test.ts',
  'journeys/firmware.test.ts',
  'journeys/enrolment.test.ts',
  'centre-keeping/backup.test.ts',
  'device/device-process.test.ts',
  'report/golden.test.ts',
  'report/dissatisfied.test.ts',
];
