import { z } from 'zod';
import { type CategoryId, isCategoryId } from '../../domain/categories.ts';
import { isCounterId, isDepartmentId, isKioskId, type KioskId } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { ConfigBody } from '../../wire/config-message.ts';
import { kioskOrders, type PutKioskConfig } from '../api/fleet.ts';
import { kioskConfigsOf } from '../fleet/configs.ts';
import { followsHours } from '../fleet/follow-hours.ts';
import { hoursOf } from '../fleet/hours-of.ts';
import { endOf, termWithin } from '../registry/terms.ts';
import { bodyOf, kioskConfigView, orderViewOf } from '../views/fleet.ts';
import { heardWithinMs } from '../views/judge-kiosk.ts';
import { readToldState } from '../views/told-state.ts';
import { actorOf, type Call, type Handlers, param } from './call.ts';
import { conflict, notFound, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const isApart = (items: readonly unknown[]): boolean => new Set(items).size === items.length;
const label = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u)
  .transform((text) => text.normalize('NFC'));
export const placeShape = {
  department: z.string().refine(isDepartmentId, 'is no id of a department'),
  counter: z.string().refine(isCounterId, 'is no id of a counter'),
  label,
};
const configShape = z.strictObject({
  ...placeShape,
  languages: z
    .array(z.enum(['vi', 'km', 'en']))
    .min(1)
    .refine(isApart, 'names one twice'),
  responseIntervalMs: z.number().int().min(0).max(600_000),
  followsHours: z.boolean(),
  buttons: z
    .array(z.custom<CategoryId>(isCategoryId, 'is no category'))
    .length(5)
    .refine(isApart, 'names one twice')
    .exactOptional(),
});
const orderShape = z.strictObject({ order: z.enum(kioskOrders) });

/** Department and counter as a kiosk is told them: with their names. @throws HttpProblem `kiosk/unknown-department` */
export const placeOf = (
  { desk, now }: Pick<Office, 'desk' | 'now'>,
  wanted: Pick<PutKioskConfig, 'department' | 'counter' | 'label'>,
): Pick<ConfigBody, 'department' | 'counter'> => {
  const { department: id, counter } = wanted;
  const day = reportDayOf(now());
  const known = isDepartmentId(id) ? desk.departments().get(id) : undefined;
  const term = known && (endOf(known) === null || (endOf(known) ?? '') >= day) && termWithin(known, day, day);
  if (!term || !isDepartmentId(id))
    throw unable('kiosk/unknown-department', 'no department of that id stands today', {
      field: 'department',
    });
  if (!isCounterId(counter)) throw unable('http/malformed', 'is no id of a counter', { field: 'counter' });
  return {
    department: { id, name: term.name },
    counter: { id: counter, label: wanted.label },
  };
};

/** What the centre tells its kiosks: how they are to be, and what they are to do now. */
export const fleetRoutes = (office: Office) => {
  const { store, settings, steering, publish, now, note } = office;
  const configs = kioskConfigsOf(store.db);
  const stateOf = store.db.prepare<[KioskId], string | null>('SELECT state FROM kiosk WHERE id = ?').pluck();

  const kioskOf = (call: Call): KioskId => {
    const kiosk = param(call, 'id');
    // One that was enrolled and has not spoken yet is told where it stands all the same.
    if (!isKioskId(kiosk) || !(store.kiosks.find(kiosk) ?? configs.find(kiosk))) throw notFound('such kiosk');
    return kiosk;
  };

  // A kiosk keeps what it is not told: hours that held are taken away by saying none.
  const hoursFor = (before: ConfigBody | undefined, isWanted: boolean): Partial<ConfigBody> => {
    if (isWanted) return hoursOf(settings.all(reportDayOf(now())));
    return followsHours(before) ? { opening: [], holidays: [] } : {};
  };

  return {
    'PUT /api/kiosks/:id/config': (call) => {
      const kiosk = kioskOf(call);
      const wanted = read(configShape, call.body);
      const { languages, responseIntervalMs, followsHours: wantsHours, buttons } = wanted;
      const before = bodyOf(configs.find(kiosk));
      const kept = buttons ?? before?.buttons;
      const body: ConfigBody = {
        ...placeOf(office, wanted),
        languages,
        responseIntervalMs,
        ...hoursFor(before, wantsHours),
        ...(kept ? { buttons: kept } : {}),
      };
      const actor = actorOf(call);
      const { publication } = store.transact(() => {
        const made = steering.configure(kiosk, body, actor.fullName);
        note(actor, 'kiosk/configured', kiosk, {
          revision: made.revision,
          before: before ?? null,
          after: body,
        });
        return made;
      });
      publish(publication);
      const view = kioskConfigView(store.db, kiosk, readToldState(stateOf.get(kiosk) ?? null)?.config);
      if (!view) throw notFound('such kiosk');
      return view;
    },
    'POST /api/kiosks/:id/orders': (call) => {
      const kiosk = kioskOf(call);
      const { order } = read(orderShape, call.body);
      const { online, lastHeardAt } = store.kiosks.find(kiosk) ?? { online: 0, lastHeardAt: null };
      if (online !== 1 || lastHeardAt === null || now() - lastHeardAt > heardWithinMs)
        throw conflict('kiosk/not-connected', 'this kiosk is not connected: it would not hear it');
      const actor = actorOf(call);
      const { publication, row } = store.transact(() => {
        const made = steering.command(kiosk, order, actor.fullName);
        note(actor, 'kiosk/commanded', kiosk, { order, id: made.row.id });
        return made;
      });
      publish(publication);
      return orderViewOf(row);
    },
  } satisfies Partial<Handlers>;
};
