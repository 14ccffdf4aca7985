import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { packFiles } from './pack-files.ts';
import { preloadFirstFonts } from './preload-first-fonts.ts';

export default defineConfig({
  base: './',
  resolve: {
    alias: {
      // Half of the script and of what it costs to start; the README says what was looked at.
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  plugins: [react(), preloadFirstFonts(), packFiles(join(import.meta.dirname, 'dist'))],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Office machines keep old browsers; nothing newer than this is used without a fallback.
    target: 'chrome120',
    // `font-src 'self'` refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    // ECharts, tree-shaken to what is drawn; it comes after the numbers and no page waits for it.
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
    sourcemap: false,
    // How long a plugin took is nothing that somebody who starts the program can act on.
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        codeSplitting: {
          groups: [
            // One script for the first view, and one for what several of the later pages share: not twenty small ones.
            { name: 'first', tags: ['$initial'], priority: 1 },
            { name: 'shared', test: /sync[\\/]console[\\/]/, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
