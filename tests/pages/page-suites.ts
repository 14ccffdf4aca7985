/** Every state, language, size and mode of every page in real Chromium: minutes, so they run by `npm run test:pages`. */
export const pageSuites = [
  'renderer/accessibility.test.ts',
  'renderer/layout.test.ts',
  'renderer/breakout.test.ts',
  'renderer/screen.test.ts',
  'journeys/screen-outlives.test.ts',
  'console/accessibility.test.ts',
];
