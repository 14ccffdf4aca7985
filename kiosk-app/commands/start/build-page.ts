import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const renderer = join(import.meta.dirname, '..', '..', 'renderer');

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .filter((path) => !path.startsWith(join(folder, 'dist')))
      .map((path) => statSync(path).mtimeMs),
  );

/** Builds the screen where it is not built yet, or older than its sources. */
export const buildPage = async (say: (line: string) => void): Promise<void> => {
  const built = join(renderer, 'dist', 'index.html');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(renderer)) return;
  say('building the screen …');
  const { build } = await import('vite');
  await build({ root: renderer, configFile: join(renderer, 'vite.config.ts'), logLevel: 'warn' });
};
