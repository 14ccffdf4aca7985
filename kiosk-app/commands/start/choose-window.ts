/** What `npm start` shows the screen with. */
export type WindowChoice =
  /** Electron's runtime is here. */
  | 'electron'
  /** It is not, but can be fetched: Electron does so, with its own progress. */
  | 'fetch-electron'
  /** It cannot be had here; the browser shows the same page. */
  | 'browser'
  /** Nobody sits in front of this machine: the printed address is all there is. */
  | 'none';

/** Decides what opens. Pure; the facts are asked for in `open-window.ts`. */
export const chooseWindow = (facts: {
  readonly isWanted: boolean;
  readonly hasDisplay: boolean;
  readonly isInstalled: boolean;
  readonly isReachable: boolean;
}): WindowChoice => {
  if (!facts.isWanted || !facts.hasDisplay) return 'none';
  if (facts.isInstalled) return 'electron';
  return facts.isReachable ? 'fetch-electron' : 'browser';
};

/** Where Electron's runtime comes from: its mirror where one is set, else GitHub. */
export const runtimeSource = (
  env: Readonly<Record<string, string | undefined>>,
): { readonly host: string; readonly port: number } => {
  const mirror = env.ELECTRON_MIRROR;
  const url = new URL(mirror && URL.canParse(mirror) ? mirror : 'https://github.com');
  return { host: url.hostname, port: Number(url.port || (url.protocol === 'http:' ? 80 : 443)) };
};
