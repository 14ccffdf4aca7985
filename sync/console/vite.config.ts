import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
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
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
