import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { inlineFirstFrame } from './first-frame/inline-first-frame.ts';

// The oldest engine a kiosk is expected to run: Debian's Chromium and Electron's of the same years.
const target = 'chrome120';

const alias = {
  // The library's build for current engines is less than half of its default one.
  'simple-keyboard': 'simple-keyboard/build/index.modern.esm.js',
  // A third of the script and of the time it takes a slow processor; the README has the figures.
  'react/jsx-runtime': 'preact/jsx-runtime',
  'react-dom/client': 'preact/compat/client',
  'react-dom': 'preact/compat',
  react: 'preact/compat',
};

export default defineConfig({
  base: './',
  plugins: [react(), inlineFirstFrame({ alias, target })],
  resolve: { alias },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target,
    // `font-src 'self'` refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // How long a plugin took is nothing that somebody who starts the program can act on.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
