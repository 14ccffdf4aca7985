import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  resolve: {
    // The library's build for current engines is less than half of its default one.
    alias: { 'simple-keyboard': 'simple-keyboard/build/index.modern.esm.js' },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The oldest engine a kiosk is expected to run: Debian's Chromium and Electron's of the same years.
    target: 'chrome120',
    // `font-src 'self'` refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // How long a plugin took is nothing that somebody who starts the program can act on.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
