import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface ConsoleFile {
  readonly type: string;
  readonly content: Buffer;
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly isImmutable: boolean;
  /** The page itself, that everything else belongs to. */
  readonly isPage: boolean;
  /** The same content for a browser that takes gzip: as the build packed it, else packed once beside the thread that takes ratings in; null where it is dense already. */
  readonly packed: (() => Promise<Buffer>) | null;
}

const pack = promisify(gzip);
const isDense = (type: string): boolean => /^(font|image\/png|image\/x-icon)/.test(type);

const fileOf = (
  type: string,
  content: Buffer,
  isImmutable: boolean,
  { isPage = false, built }: { readonly isPage?: boolean; readonly built?: Buffer | undefined } = {},
): ConsoleFile => {
  let packing: Promise<Buffer> | undefined = built && Promise.resolve(built);
  const packed = (): Promise<Buffer> => {
    packing ??= pack(content);
    return packing;
  };
  return { type, content, isImmutable, isPage, packed: isDense(type) ? null : packed };
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

const notBuilt = fileOf(
  'text/html; charset=utf-8',
  Buffer.from(
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Một Chạm</title><p>Trang quản trị chưa được dựng: chạy <code>npm run build</code> rồi tải lại trang. · The console is not built: run <code>npm run build</code>, then load this page again.</p></html>\n',
  ),
  false,
);

const packedEnd = '.gz';

const readAll = (folder: string): ReadonlyMap<string, ConsoleFile> => {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(folder, join(item.parentPath, item.name)));
  const built = new Set(names.filter((name) => name.endsWith(packedEnd)));
  return new Map(
    names
      .filter((name) => !built.has(name))
      .map((name) => {
        const path = `/${name.split(sep).join('/')}`;
        const type = types[extname(name)] ?? 'application/octet-stream';
        const packed = `${name}${packedEnd}`;
        return [
          path,
          fileOf(type, readFileSync(join(folder, name)), path.startsWith('/assets/'), {
            isPage: path === '/index.html',
            built: built.has(packed) ? readFileSync(join(folder, packed)) : undefined,
          }),
        ];
      }),
  );
};

/**
 * The built console by URL path. A request is looked up in a table and never becomes a path of the disk. The table is read
 * again when the index was written anew: a build beside a running centre shows at the next load of the page.
 */
export const consoleFilesOf = (folder: string): ((path: string) => ConsoleFile | undefined) => {
  let files: ReadonlyMap<string, ConsoleFile> = new Map();
  let readAt = 0;
  const refresh = (): void => {
    const index = statSync(join(folder, 'index.html'), { throwIfNoEntry: false });
    if (!index) files = new Map();
    else if (index.mtimeMs !== readAt) files = readAll(folder);
    readAt = index?.mtimeMs ?? 0;
  };
  return (path) => {
    const isIndex = path === '/' || path === '/index.html';
    if (isIndex) refresh();
    return isIndex ? (files.get('/index.html') ?? notBuilt) : files.get(path);
  };
};
