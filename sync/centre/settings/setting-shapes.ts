import { isIP } from 'node:net';
import { z } from 'zod';
import { isDepartmentId } from '../../domain/ids.ts';
import { type SettingKey, type SettingValues, settingKeys } from '../api/setting.ts';

const line = z
  .string()
  .trim()
  .max(300)
  .regex(/^[^\p{Cc}]*$/u);
const day = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text,
  );
const minute = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const openHours = z
  .array(z.strictObject({ from: minute, to: minute }))
  .max(6)
  .refine((all) => all.every((hours, i) => hours.from < hours.to && (all[i - 1]?.to ?? '') <= hours.from));
const contact = z.strictObject({ who: line.min(1), phone: line.min(1) });
const whole = (from: number, to: number) => z.number().int().min(from).max(to);

/** `10.0.0.0/8`, `fc00::/7`. */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits = '', more] = text.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  return family !== 0 && more === undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};

/** What each setting may be; parsed at the edge, trusted inside. */
export const settingShapes: { readonly [K in SettingKey]: z.ZodType<SettingValues[K]> } = {
  report: z.strictObject({
    annexTitle: z.enum(['Phụ lục II', 'PHỤ LỤC II']).exactOptional(),
    parentBody: line.exactOptional(),
    issuingBody: line.exactOptional(),
    place: line.exactOptional(),
    signer: z.strictObject({ position: line.exactOptional(), name: line.exactOptional() }).exactOptional(),
    reportNumber: line.exactOptional(),
    reportSign: line.exactOptional(),
    csvSeparator: z.enum([',', ';']).exactOptional(),
  }),
  hours: z.strictObject({ week: z.array(openHours).length(7) }),
  holidays: z.strictObject({
    days: z
      .array(z.strictObject({ from: day, to: day, name: line.min(1) }).refine(({ from, to }) => from <= to))
      .max(400),
  }),
  contacts: z.strictObject({
    technician: contact.nullable(),
    departments: z.array(contact.extend({ id: z.string().refine(isDepartmentId) })).max(500),
  }),
  alarms: z.strictObject({
    silentMinutes: whole(2, 1_440),
    backlogEntries: whole(1, 1_000_000),
    clockSeconds: whole(1, 86_400),
    dissatisfiedPerDay: whole(1, 10_000),
  }),
  retention: z.strictObject({ commentDays: whole(1, 3_650) }),
  access: z.strictObject({
    idleMinutes: whole(1, 240),
    accountIdleDays: whole(7, 3_650),
    insideNetworks: z.array(z.string().max(64).refine(isNetwork)).max(100),
  }),
  backup: z.strictObject({ folder: z.string().max(1_000), at: minute, keep: whole(1, 1_000) }),
  time: z.strictObject({
    ntpServer: z
      .string()
      .max(253)
      .regex(/^[a-zA-Z0-9.:-]*$/),
  }),
};

export const isSettingKey = (value: unknown): value is SettingKey => settingKeys.some((key) => key === value);
export const isDay = (value: unknown): value is string => day.safeParse(value).success;
