import type Database from 'better-sqlite3';
import type { KioskId } from '../../domain/ids.ts';
import { defaultResponseIntervalMs } from '../../domain/repeat.ts';
import { type ConfigBody, decodeConfig, readConfigBody } from '../../wire/config-message.ts';
import type { KioskConfigView, KioskOrderView } from '../api/fleet.ts';
import { type KioskCommandRow, kioskCommandsOf } from '../fleet/commands.ts';
import { type KioskConfigRow, kioskConfigsOf } from '../fleet/configs.ts';
import { iso } from './time-of-day.ts';
import type { ToldState } from './told-state.ts';

/** What a stored configuration says; undefined where it cannot be read. */
export const bodyOf = (row: KioskConfigRow | undefined): ConfigBody | undefined => {
  const decoded = row && decodeConfig(Buffer.from(row.message));
  const read = decoded?.ok ? readConfigBody(decoded.value.body) : undefined;
  return read?.ok ? read.value : undefined;
};

export const kioskConfigView = (
  db: Database.Database,
  kiosk: string,
  told: ToldState['config'],
): KioskConfigView | null => {
  const row = kioskConfigsOf(db).find(kiosk as KioskId);
  const body = bodyOf(row);
  if (!row || !body) return null;
  return {
    revision: row.revision,
    at: iso(row.changedAt),
    by: row.changedBy,
    runs: told?.revision ?? null,
    refused: told?.refused ? { revision: told.refused.revision, code: told.refused.code } : null,
    department: body.department.id,
    counter: body.counter.id,
    label: body.counter.label,
    languages: body.languages ?? ['vi', 'km', 'en'],
    responseIntervalMs: body.responseIntervalMs ?? defaultResponseIntervalMs,
    followsHours: (body.opening?.length ?? 0) > 0,
    ...(body.buttons && { buttons: body.buttons }),
  };
};

export const orderViewOf = (row: KioskCommandRow): KioskOrderView => ({
  id: row.id,
  order: row.command,
  at: iso(row.sentAt),
  by: row.sentBy,
  expiresAt: iso(row.expiresAt),
  outcome: row.outcome,
  code: row.code,
});

export const kioskOrderView = (db: Database.Database, kiosk: string): KioskOrderView | null => {
  const row = kioskCommandsOf(db).last(kiosk as KioskId);
  return row ? orderViewOf(row) : null;
};
