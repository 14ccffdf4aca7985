import type { AdminWords } from './vi/admin.ts';
import type { AlarmWords } from './vi/alarms.ts';
import type { ClosingWords } from './vi/closing.ts';
import type { CommentsWords } from './vi/comments.ts';
import type { EntryWords } from './vi/entry.ts';
import type { FleetWords } from './vi/fleet.ts';
import type { KeepingWords } from './vi/keeping.ts';
import type { KioskWords } from './vi/kiosks.ts';
import type { PeriodWords } from './vi/period.ts';
import type { RegistryWords } from './vi/registry.ts';
import type { SettingsWords } from './vi/settings.ts';
import type { ShellWords } from './vi/shell.ts';
import type { SystemsWords } from './vi/systems.ts';
import type { TodayWords } from './vi/today.ts';

export const languages = ['vi', 'en'] as const;
export type Language = (typeof languages)[number];

/** Every word the console can say, by page. Vietnamese is written first and gives the shape; a language that lacks a word does not build. */
export interface Words {
  readonly shell: ShellWords;
  readonly entry: EntryWords;
  readonly period: PeriodWords;
  readonly closing: ClosingWords;
  readonly today: TodayWords;
  readonly kiosks: KioskWords;
  readonly fleet: FleetWords;
  readonly comments: CommentsWords;
  readonly registry: RegistryWords;
  readonly admin: AdminWords;
  readonly settings: SettingsWords;
  readonly systems: SystemsWords;
  readonly keeping: KeepingWords;
  readonly alarms: AlarmWords;
}
