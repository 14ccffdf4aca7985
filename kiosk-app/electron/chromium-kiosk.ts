/**
 * How the same page is shown without Electron: Debian's Chromium in kiosk mode, on 64-bit and 32-bit ARM boards too. The flags
 * lock what the page cannot reach; the policy file locks what no flag does.
 */
export const chromiumKioskFlags = (options: {
  /** The page, token included. */
  readonly url: string;
  /** A folder of its own for the profile; nothing in it has to outlive a boot. */
  readonly profile: string;
}): readonly string[] => [
  '--kiosk',
  `--user-data-dir=${options.profile}`,
  // Nothing of an earlier run is restored, asked about or kept.
  '--incognito',
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  '--hide-crash-restore-bubble',
  '--disable-infobars',
  // Gestures of the browser: zoom with two fingers, back with a swipe, the menu of a long press.
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--disable-features=Translate,TouchTextEditingRedesign,GlobalMediaControls,MediaRouter',
  '--disable-translate',
  '--disable-extensions',
  // Nothing in the background, nobody else on the network.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-domain-reliability',
  '--password-store=basic',
  // The press is heard although nobody clicked before.
  '--autoplay-policy=no-user-gesture-required',
  // A screen that is covered or dimmed still has to beat and to listen.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  options.url,
];

/** Chromium's managed policy, `/etc/chromium/policies/managed/mot-cham.json`. */
export const chromiumPolicy = {
  DeveloperToolsAvailability: 2,
  PrintingEnabled: false,
  AllowFileSelectionDialogs: false,
  DownloadRestrictions: 3,
  URLBlocklist: ['*'],
  URLAllowlist: ['http://127.0.0.1:*'],
  DefaultPopupsSetting: 2,
  DefaultNotificationsSetting: 2,
  DefaultGeolocationSetting: 2,
  PasswordManagerEnabled: false,
  AutofillAddressEnabled: false,
  AutofillCreditCardEnabled: false,
  TranslateEnabled: false,
  BrowserSignin: 0,
  SyncDisabled: true,
  BookmarkBarEnabled: false,
  EditBookmarksEnabled: false,
  TaskManagerEndProcessEnabled: false,
  BackgroundModeEnabled: false,
} as const;
