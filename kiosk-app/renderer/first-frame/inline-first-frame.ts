import { build, type Plugin, type Rolldown } from 'vite';

interface Surroundings {
  readonly root: string;
  readonly alias: Readonly<Record<string, string>>;
  readonly target: string;
}

const oneChunk = async (around: Surroundings, entry: string, isForPage: boolean): Promise<string> => {
  const built = await build({
    configFile: false,
    root: around.root,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    resolve: { alias: { ...around.alias } },
    ssr: { noExternal: true },
    build: {
      write: false,
      target: around.target,
      minify: isForPage,
      ...(isForPage
        ? { lib: { entry, formats: ['iife'], name: 'firstFrame' } }
        : { ssr: entry, rolldownOptions: { output: { codeSplitting: false } } }),
    },
  });
  const outputs = Array.isArray(built)
    ? built.flatMap(({ output }) => output)
    : 'output' in built
      ? built.output
      : [];
  const chunk = outputs.find((one): one is Rolldown.OutputChunk => one.type === 'chunk' && one.isEntry);
  if (!chunk) throw new Error(`${entry} did not build`);
  return chunk.code;
};

const drawFrame = async (around: Surroundings): Promise<string> => {
  const code = await oneChunk(around, 'first-frame/first-frame.tsx', false);
  const drawn: unknown = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
  if (typeof drawn !== 'object' || drawn === null || !('firstFrame' in drawn))
    throw new Error('no first frame');
  return String(drawn.firstFrame);
};

/**
 * Puts the first picture into the HTML itself: style, the starting screen as it is drawn, and the few lines that fit it to the
 * window. A slow machine then paints with the first answer, and reads the long script while something is there to be seen.
 */
export const inlineFirstFrame = (options: Omit<Surroundings, 'root'>): Plugin => {
  let root = '';
  return {
    name: 'first-frame',
    apply: 'build',
    // After Vite has put the HTML together.
    enforce: 'post',
    configResolved: (config) => {
      root = config.root;
    },
    async generateBundle(_options, bundle) {
      const around = { root, ...options };
      const page = bundle['index.html'];
      if (page?.type !== 'asset') return;
      let html = String(page.source);
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type !== 'asset' || !name.endsWith('.css')) continue;
        const link = new RegExp(`<link rel="stylesheet"[^>]*${file.fileName}[^>]*>`);
        if (!link.test(html)) continue;
        const style = String(file.source).trim().replaceAll('url(./', 'url(./assets/');
        html = html.replace(link, () => `<style>${style}</style>`);
        delete bundle[name];
      }
      const main = /<script type="module" crossorigin src="([^"]+)"><\/script>/;
      // A frame before that script has run would be an empty one, and cost as much as the one that is waited for.
      html = html.replace('<style>', '<link rel="expect" blocking="render" href="#fitted"><style>');
      // No preload either: each takes its part of the time before the first picture, which shows no word yet.
      html = html.replace(main, (_, address) => `<meta name="start" content="${address}">`);
      const [frame, fit] = [
        await drawFrame(around),
        await oneChunk(around, 'first-frame/fit-frame.ts', true),
      ];
      page.source = html.replace(
        '<div id="root"></div>',
        () => `<div id="root">${frame}</div><script>${fit.trim()}</script><div id="fitted" hidden></div>`,
      );
    },
  };
};
