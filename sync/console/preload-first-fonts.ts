import type { Plugin } from 'vite';

// What Hôm nay is set in: three weights of the text, two of its digits. The printed page's face waits for that page.
const first = /(?:be-vietnam-pro-\w+-\d+|inter-latin-(?:400|600))-normal-[\w-]+\.woff2$/;

/** A browser asks for a font when it lays out the first word in it; by then the rest of the first view is here and waits. */
export const preloadFirstFonts = (): Plugin => ({
  name: 'preload-first-fonts',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { bundle = {} }) => ({
      // A module is fetched after everything that is preloaded, unless it is said that all wait for it.
      html: html.replaceAll('<script type="module"', '<script type="module" fetchpriority="high"'),
      tags: Object.keys(bundle)
        .filter((name) => first.test(name))
        .sort()
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
    }),
  },
});
