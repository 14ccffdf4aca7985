import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const faces = [
  { file: '400-normal', weight: 400, style: 'normal' },
  { file: '400-italic', weight: 400, style: 'italic' },
  { file: '700-normal', weight: 700, style: 'normal' },
] as const;

// The ranges that Fontsource cuts its files by: a browser takes each letter from the file that has it.
const subsets = [
  { file: 'latin', range: 'U+0000-00FF,U+0131,U+2000-206F,U+20AC,U+2122,U+2212' },
  {
    file: 'vietnamese',
    range:
      'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303,U+0309,U+0323,U+1EA0-1EF9,U+20AB',
  },
] as const;

/**
 * Tinos as style rules that carry the font themselves (about 100 KB): the page prints the same on a machine without Times
 * New Roman and without a network.
 */
export const tinosStyle = async (): Promise<string> => {
  const rules = faces.flatMap((face) =>
    subsets.map(async (subset) => {
      const path = require.resolve(`@fontsource/tinos/files/tinos-${subset.file}-${face.file}.woff2`);
      const data = (await readFile(path)).toString('base64');
      return `@font-face{font-family:Tinos;font-weight:${face.weight};font-style:${face.style};unicode-range:${subset.range};src:url(data:font/woff2;base64,${data}) format('woff2')}`;
    }),
  );
  return (await Promise.all(rules)).join('\n');
};
