import { isLoopbackPage } from './gate.ts';

/** What the window was asked to show: a page that somebody else serves, or a kiosk that it runs itself. */
export type WindowOptions = {
  readonly isWindowed: boolean;
} & (
  | { readonly show: 'page'; readonly url: string }
  | {
      readonly show: 'kiosk';
      readonly data: string;
      readonly http: number;
      readonly node: string | undefined;
    }
);

export const usage = `electron kiosk-app/electron/main.ts --url=URL | --data=DIR [--http=PORT] [--node=PATH] [--windowed]`;

/** Reads the command line. What Electron and Chromium add to it is not ours and is passed over. */
export const readOptions = (
  words: readonly string[],
):
  | { readonly ok: true; readonly options: WindowOptions }
  | { readonly ok: false; readonly message: string } => {
  const value = (name: string): string | undefined =>
    words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  const isWindowed = words.includes('--windowed');
  const url = value('url');
  const data = value('data');
  if ((url === undefined) === (data === undefined)) return { ok: false, message: usage };
  if (url !== undefined) {
    if (!isLoopbackPage(url))
      return {
        ok: false,
        message: `--url must be a page on this machine, such as http://127.0.0.1:8321/ (${url})`,
      };
    return { ok: true, options: { show: 'page', url, isWindowed } };
  }
  const http = Number(value('http') ?? 0);
  if (!Number.isInteger(http) || http < 0 || http > 65_535)
    return { ok: false, message: '--http must be a port from 0 to 65535' };
  return { ok: true, options: { show: 'kiosk', data: data ?? '', http, node: value('node'), isWindowed } };
};
