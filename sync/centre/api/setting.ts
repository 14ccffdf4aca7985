import type { Contact } from './attention.ts';
import type { OpenHours } from './today.ts';

/** The settings by their key, each with the shape of its value. Every one is dated: a value holds from its day on. */
export interface SettingValues {
  /** The header of the document; what is blank stays blank. */
  readonly report: {
    readonly annexTitle?: 'Phụ lục II' | 'PHỤ LỤC II';
    readonly parentBody?: string;
    readonly issuingBody?: string;
    readonly place?: string;
    readonly signer?: { readonly position?: string; readonly name?: string };
    readonly reportNumber?: string;
    readonly reportSign?: string;
    readonly csvSeparator?: ',' | ';';
  };
  /** Monday first; an empty list is a closed day. */
  readonly hours: { readonly week: readonly (readonly OpenHours[])[] };
  readonly holidays: {
    readonly days: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  };
  readonly contacts: {
    readonly technician: Contact | null;
    readonly departments: readonly (Contact & { readonly id: string })[];
  };
  readonly alarms: {
    /** Minutes of silence within opening hours until somebody must look. */
    readonly silentMinutes: number;
    readonly backlogEntries: number;
    readonly clockSeconds: number;
    /** Dissatisfied ratings of a department in one day. */
    readonly dissatisfiedPerDay: number;
  };
  readonly retention: { readonly commentDays: number };
  readonly access: {
    readonly idleMinutes: number;
    readonly accountIdleDays: number;
    /** Networks (CIDR) that are inside; from anywhere else everybody needs an authenticator. */
    readonly insideNetworks: readonly string[];
  };
  readonly backup: {
    /** Empty: no backup is written. */
    readonly folder: string;
    readonly at: string;
    readonly keep: number;
  };
  readonly time: { readonly ntpServer: string };
}
export type SettingKey = keyof SettingValues;
export const settingKeys = [
  'report',
  'hours',
  'holidays',
  'contacts',
  'alarms',
  'retention',
  'access',
  'backup',
  'time',
] as const satisfies readonly SettingKey[];

export interface SettingEntry<K extends SettingKey = SettingKey> {
  readonly key: K;
  /** null: since ever (the built-in value). */
  readonly from: string | null;
  readonly value: SettingValues[K];
  readonly person: string | null;
  readonly on: string | null;
}

export interface SettingsView {
  readonly today: string;
  /** What holds today. */
  readonly now: SettingValues;
  /** Every value of every key that was ever set, newest first; one with a day to come waits for it. */
  readonly history: readonly SettingEntry[];
  /** Last days of the periods: from the period `from` on, on `day` of the month (1 to 28). */
  readonly cutOffs: readonly { readonly from: string; readonly day: number }[];
}

/** `from` defaults to today. 422 `setting/malformed` with `field`. */
export interface PutSetting {
  readonly value: SettingValues[SettingKey];
  readonly from?: string;
}
/** 409 `setting/period-closed`: that period is closed already. */
export interface PutCutOff {
  readonly from: string;
  readonly day: number;
}
