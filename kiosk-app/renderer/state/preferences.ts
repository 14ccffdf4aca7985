import type { Language, Snapshot } from '../../contract/snapshot.ts';

/** What a citizen may set for their own visit. Goes back by itself, so that nobody meets another's settings. */
export interface Preferences {
  readonly language: Language;
  readonly isLargeText: boolean;
  readonly isHighContrast: boolean;
  readonly isReach: boolean;
}

export const waitingAfterMs = 20_000;
export const preferencesBackAfterMs = 30_000;

/** Vietnamese first wherever the kiosk speaks it. */
export const homePreferences = (snapshot: Snapshot | undefined): Preferences => {
  const spoken = snapshot?.languages ?? ['vi'];
  return {
    language: spoken.includes('vi') ? 'vi' : (spoken[0] ?? 'vi'),
    isLargeText: false,
    isHighContrast: false,
    isReach: false,
  };
};

export type Mode = 'isLargeText' | 'isHighContrast' | 'isReach';

/**
 * The preferences after a touch on a mode. Large text needs the height that the reach mode gives up, so the later wish of the
 * two takes the place of the earlier.
 */
export const toggleMode = (now: Preferences, mode: Mode): Preferences => {
  const isOn = !now[mode];
  return {
    language: now.language,
    isHighContrast: mode === 'isHighContrast' ? isOn : now.isHighContrast,
    isLargeText: mode === 'isLargeText' ? isOn : now.isLargeText && !(mode === 'isReach' && isOn),
    isReach: mode === 'isReach' ? isOn : now.isReach && !(mode === 'isLargeText' && isOn),
  };
};
