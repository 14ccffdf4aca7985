import type { BrowserWindowConstructorOptions } from 'electron/main';

/** The window: a pane of glass in front of the page, with nothing of its own to press. */
export const windowOptions = (isWindowed: boolean): BrowserWindowConstructorOptions => ({
  kiosk: !isWindowed,
  fullscreen: !isWindowed,
  frame: isWindowed,
  width: 1024,
  height: 768,
  useContentSize: true,
  // The colour of paper, so that no start is ever white.
  backgroundColor: '#f6f1e5',
  autoHideMenuBar: true,
  show: true,
  title: 'Một Chạm',
  webPreferences: {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: isWindowed,
    // A dimmed or covered screen still has to listen and to beat.
    backgroundThrottling: false,
    autoplayPolicy: 'no-user-gesture-required',
  },
});

/** Switches for what is decided before any window is there. */
export const commandLineSwitches: readonly (readonly [string, string?])[] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['disable-features', 'TouchTextEditingRedesign'],
];

/**
 * Electron's fuses for a packaged kiosk, by the names of `FuseV1Options`; the packager sets them. Everything that would let somebody
 * with a shell turn the window into a Node is off.
 */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
} as const;
