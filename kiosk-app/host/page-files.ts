import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { HostError } from './host-error.ts';

export interface PageFile {
  readonly type: string;
  readonly content: Buffer;
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly isImmutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/**
 * All files of the built page by their URL path. Read once: a request is looked up in a table and never becomes a path.
 * @throws HostError `host/page-not-built`
 */
export const loadPage = (folder: string): ReadonlyMap<string, PageFile> => {
  const files = new Map<string, PageFile>();
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => relative(folder, join(item.parentPath, item.name)));
  } catch (error) {
    throw new HostError(
      'host/page-not-built',
      `the screen is not built: run npm run build (${folder})`,
      error,
    );
  }
  for (const name of names) {
    const path = `/${name.split(sep).join('/')}`;
    files.set(path, {
      type: types[extname(name)] ?? 'application/octet-stream',
      content: readFileSync(join(folder, name)),
      isImmutable: path.startsWith('/assets/'),
    });
  }
  const index = files.get('/index.html');
  if (!index)
    throw new HostError('host/page-not-built', `the screen is not built: run npm run build (${folder})`);
  files.set('/', index);
  return files;
};
