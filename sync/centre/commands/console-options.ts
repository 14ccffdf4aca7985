import { readFileSync } from 'node:fs';
import type { ConsoleOptions } from '../http/server.ts';
import { readPort, UsageError } from './command-line.ts';

/** The words of the command line that are about the console. */
export const consoleWords = {
  http: { type: 'string' },
  'http-host': { type: 'string' },
  'public-origin': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'backup-passphrase-file': { type: 'string' },
} as const;
type Words = { readonly [K in keyof typeof consoleWords]?: string | undefined };

export const consoleHelp = `  --http PORT            serves the console for people on that port (0 takes a free one); the first start prints a link that
                         opens once, for the first admin. Without it there is no console, no backup and no webhook
  --http-host ADDRESS    where the console listens (default 127.0.0.1; 0.0.0.0 for the office's network)
  --tls-cert, --tls-key  certificate and key in PEM, for a console that is reached from other machines
  --public-origin URL    the address that people type where a proxy on this machine ends their TLS
  --backup-passphrase-file FILE
                         its first line seals the backups that the console's settings ask for
`;

const readText = (path: string, option: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${option}: cannot read ${path}: ${cause instanceof Error ? cause.message : cause}`);
  }
};

/** The first line of a file: a passphrase that stands on no command line and in no environment. */
export const readPassphrase = (path: string): string => {
  const [line = ''] = readText(path, '--backup-passphrase-file').split(/\r?\n/);
  if (line.trim().length < 12)
    throw new UsageError(`--backup-passphrase-file: the first line of ${path} needs 12 characters or more`);
  return line.trim();
};

const readOrigin = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new UsageError(`--public-origin must be an address such as https://danhgia.example.vn: ${text}`);
  return url.origin;
};

/** What the console is started with; undefined where it is not asked for. */
export const readConsole = (words: Words): ConsoleOptions | undefined => {
  const { http } = words;
  if (http === undefined) {
    const names = Object.keys(consoleWords) as (keyof Words)[];
    const stray = names.find((name) => words[name] !== undefined);
    if (stray) throw new UsageError(`--${stray} goes with --http`);
    return undefined;
  }
  const [cert, key] = [words['tls-cert'], words['tls-key']];
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--tls-cert goes with --tls-key');
  const origin = words['public-origin'];
  const passphrase = words['backup-passphrase-file'];
  return {
    host: words['http-host'] ?? '127.0.0.1',
    port: readPort(http, '--http'),
    ...(cert !== undefined && key !== undefined
      ? { tls: { cert: readText(cert, '--tls-cert'), key: readText(key, '--tls-key') } }
      : {}),
    ...(origin === undefined ? {} : { publicOrigin: readOrigin(origin) }),
    ...(passphrase === undefined ? {} : { backupPassphrase: readPassphrase(passphrase) }),
  };
};
