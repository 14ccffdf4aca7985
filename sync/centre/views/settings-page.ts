import type { Instant } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { SettingsView } from '../api/setting.ts';
import type { Sources } from './sources.ts';
import { isoOrNull } from './time-of-day.ts';

export const settingsView = ({ settings, closings }: Sources, now: Instant): SettingsView => {
  const today = reportDayOf(now);
  return {
    today,
    now: settings.all(today),
    history: settings.history().map((entry) => ({ ...entry, on: isoOrNull(entry.on) })),
    cutOffs: closings.cutOffs(),
  };
};
