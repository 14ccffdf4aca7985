import type { ConfigBody } from '../../wire/config-message.ts';
import type { SettingValues } from '../api/setting.ts';
import type { Publication } from '../ingest/receipts.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { bodyOf } from '../views/fleet.ts';
import { kioskConfigsOf } from './configs.ts';
import { hoursOf } from './hours-of.ts';
import type { KioskSteering } from './steer-kiosks.ts';

export const followsHours = (body: ConfigBody | undefined): boolean => (body?.opening?.length ?? 0) > 0;

/** Settings are dated: on the day that other hours or holidays begin to hold, every kiosk that follows them is told. */
export const hourFollowerOf = (
  store: CentreStore,
  steering: KioskSteering,
): ((settings: Pick<SettingValues, 'hours' | 'holidays'>) => readonly Publication[]) => {
  const configs = kioskConfigsOf(store.db);
  return (settings) => {
    const wanted = hoursOf(settings);
    const text = JSON.stringify(wanted);
    const late = configs.all().flatMap((row) => {
      const body = bodyOf(row);
      if (!body || !followsHours(body)) return [];
      const { opening, holidays } = body;
      return JSON.stringify({ opening, holidays }) === text ? [] : [{ kiosk: row.kiosk, body }];
    });
    if (late.length === 0) return [];
    return store.transact(() =>
      late.map(({ kiosk, body }) => steering.configure(kiosk, { ...body, ...wanted }, 'system').publication),
    );
  };
};
