import type Database from 'better-sqlite3';
import { type Instant, isInstant } from '../../domain/ids.ts';
import type { SettingEntry, SettingKey, SettingValues } from '../api/setting.ts';
import { settingKeys } from '../api/setting.ts';
import { parseAudit } from '../audit/audit-body.ts';
import { defaultSettings } from './default-settings.ts';
import { settingShapes } from './setting-shapes.ts';

/** The dated settings, read from the audit log through their index: what holds is what was logged. */
export interface Settings {
  /** What a key is on a day: the newest value that holds from that day or before. */
  at<K extends SettingKey>(key: K, day: string): SettingValues[K];
  all(day: string): SettingValues;
  /** Every value that was ever set, newest first. */
  history(): readonly (Omit<SettingEntry, 'on'> & { readonly on: Instant | null })[];
}

interface Place {
  readonly auditSeq: number;
  readonly key: SettingKey;
  readonly from: string;
  readonly body: string;
}

const select = `SELECT s.audit_seq AS auditSeq, s.key, s.from_day AS "from", a.body
  FROM setting s JOIN audit a ON a.seq = s.audit_seq`;

const read = <K extends SettingKey>(key: K, body: string | undefined): SettingValues[K] | undefined => {
  const record = body === undefined ? undefined : parseAudit(body);
  const parsed = settingShapes[key].safeParse(record?.detail.value);
  return parsed.success ? parsed.data : undefined;
};

/** From a store open for writing or only for reading. */
export const settingsOf = (db: Database.Database): Settings => {
  const holding = db.prepare<[string, string], Place>(
    `${select} WHERE s.key = ? AND s.from_day <= ? ORDER BY s.from_day DESC, s.audit_seq DESC LIMIT 1`,
  );
  const every = db.prepare<[], Place>(`${select} ORDER BY s.audit_seq DESC`);
  const at: Settings['at'] = (key, day) => read(key, holding.get(key, day)?.body) ?? defaultSettings[key];
  return {
    at,
    all: (day) => ({
      report: at('report', day),
      hours: at('hours', day),
      holidays: at('holidays', day),
      contacts: at('contacts', day),
      alarms: at('alarms', day),
      retention: at('retention', day),
      access: at('access', day),
      backup: at('backup', day),
      time: at('time', day),
    }),
    history: () =>
      every.all().flatMap(({ key, from, body }) => {
        const record = parseAudit(body);
        const value = settingKeys.includes(key) ? read(key, body) : undefined;
        if (!record || value === undefined || !isInstant(record.on)) return [];
        return [{ key, from, value, person: record.person, on: record.on }];
      }),
  };
};
