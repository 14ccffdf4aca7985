import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
/** The two pages, each with what it is made of. */
const pages = [
  { name: 'the screen', folder: 'kiosk-app/renderer', of: ['kiosk-app/contract'] },
  { name: 'the console', folder: 'sync/console', of: ['sync/centre/api'] },
] as const;

const newest = (folder: string): number =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => join(item.parentPath, item.name))
      .filter((path) => !path.startsWith(join(folder, 'dist')))
      .map((path) => statSync(path).mtimeMs),
  );

/** Builds the screen and the console where they are not built yet, or older than their sources. */
export const buildPages = async (say: (line: string) => void): Promise<void> => {
  for (const { name, folder, of } of pages) {
    const here = join(root, folder);
    const built = join(here, 'dist', 'index.html');
    const changedAt = Math.max(...[folder, ...of].map((path) => newest(join(root, path))));
    if (existsSync(built) && statSync(built).mtimeMs >= changedAt) continue;
    say(`building ${name} …`);
    const { build } = await import('vite');
    await build({ root: here, configFile: join(here, 'vite.config.ts'), logLevel: 'warn' });
  }
};
