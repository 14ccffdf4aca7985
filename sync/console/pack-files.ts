import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const isDense = /\.(?:woff2|png|ico|gz)$/;

/** Packs what the build wrote, once and as small as it gets: the centre hands it out without working for it. */
export const packFiles = (outDir: string): Plugin => ({
  name: 'pack-files',
  apply: 'build',
  closeBundle: () => {
    const names = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((item) =>
      item.isFile(),
    );
    for (const { parentPath, name } of names) {
      if (isDense.test(name)) continue;
      const path = join(parentPath, name);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }));
    }
  },
});
