import { flushCompileCache, getCompileCacheDir } from 'node:module';

/**
 * Writes down what Node compiled for this start, where NODE_COMPILE_CACHE names a folder for it. Node does so by itself when a
 * process ends, but a kiosk ends by having its power cut.
 */
export const keepCompiled = (afterMs = 10_000): void => {
  if (getCompileCacheDir() !== undefined) setTimeout(flushCompileCache, afterMs).unref();
};
