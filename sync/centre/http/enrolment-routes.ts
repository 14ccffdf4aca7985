import { z } from 'zod';
import { isKioskId, type KioskId } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import { readConfigBody } from '../../wire/config-message.ts';
import { type EnrolmentAnswer, enrolmentRequest, formatCode } from '../../wire/enrolment.ts';
import type { EnrolmentView } from '../api/fleet.ts';
import { type EnrolmentRefusal, enrolKiosk } from '../fleet/enrol.ts';
import { type EnrolmentRow, enrolmentsOf } from '../fleet/enrolments.ts';
import { hoursOf } from '../fleet/hours-of.ts';
import type { Actor } from '../people/roster.ts';
import { iso } from '../views/time-of-day.ts';
import { actorOf, type Handlers, param } from './call.ts';
import { placeOf, placeShape } from './fleet-routes.ts';
import { HttpProblem, notFound, problem, read } from './http-problem.ts';
import type { Office } from './office.ts';
import { makeThrottle } from './throttle.ts';

const newShape = z.strictObject({
  kiosk: z.string().refine(isKioskId, 'is no name of a kiosk'),
  ...placeShape,
});
// 40 bits a code, ten tries a minute: a thousand years for one in a thousand.
const triesPerMinute = 10;

const refusals: Readonly<Record<EnrolmentRefusal, readonly [number, string]>> = {
  code: [403, 'this code does not open: it is wrong, was used, was withdrawn, or is too old'],
  'other-centre': [409, 'this kiosk’s ledger trusts another centre: give it an empty data folder'],
  'known-ledger': [409, 'this kiosk’s ledger is known here under another name: give it an empty data folder'],
};

/** How kiosks come in: one-time codes, and the exchange of one for all that a kiosk needs. */
export const enrolmentRoutes = (office: Office) => {
  const { store, settings, steering, publish, now, note } = office;
  const enrolments = enrolmentsOf(store.db);
  const tries = makeThrottle(triesPerMinute);

  const viewOf = (row: EnrolmentRow): EnrolmentView => {
    const body = readConfigBody(row.config);
    const isOpen = row.usedAt === null && row.withdrawnAt === null && row.expiresAt > now();
    return {
      id: String(row.enrolmentNo),
      kiosk: row.kiosk,
      department: body.ok ? body.value.department.name : '',
      label: body.ok ? body.value.counter.label : '',
      at: iso(row.createdAt),
      by: row.createdBy,
      expiresAt: iso(row.expiresAt),
      state: row.usedAt !== null ? 'used' : isOpen ? 'open' : 'over',
    };
  };

  return {
    'GET /api/enrolments': () => ({ enrolments: enrolments.list(now()).map(viewOf) }),
    'POST /api/enrolments': (call) => {
      const wanted = read(newShape, call.body);
      const kiosk = wanted.kiosk as KioskId;
      const body = { ...placeOf(office, wanted), ...hoursOf(settings.all(reportDayOf(now()))) };
      const actor = actorOf(call);
      const made = store.transact(() => {
        const { code, no } = enrolments.make(kiosk, JSON.stringify(body), actor.fullName, now());
        note(actor, 'kiosk/enrolment-made', kiosk, {
          department: wanted.department,
          counter: wanted.counter,
          enrolment: no,
        });
        return { code, no };
      });
      const row = enrolments.list(now()).find(({ enrolmentNo }) => enrolmentNo === made.no);
      if (!row) throw notFound('such enrolment');
      const takesThePlace = store.kiosks.find(kiosk) !== undefined;
      return { enrolment: viewOf(row), code: formatCode(made.code), takesThePlace };
    },
    'DELETE /api/enrolments/:id': (call) => {
      const no = Number(param(call, 'id'));
      const actor = actorOf(call);
      const gone = store.transact(() => {
        const row = Number.isSafeInteger(no) ? enrolments.withdraw(no, now()) : undefined;
        if (row) note(actor, 'kiosk/enrolment-withdrawn', row.kiosk, { enrolment: no });
        return row;
      });
      if (!gone) throw notFound('open code');
      return { done: true };
    },
    'POST /api/enrol': (call): EnrolmentAnswer => {
      const request = read(enrolmentRequest, call.body);
      const { address } = call.caller;
      const seconds = tries.take(address, now());
      if (seconds > 0) throw problem('http/too-many', `too many codes from this address: wait ${seconds} s`);
      const at = office.brokerFor(String(call.headers.host ?? ''));
      const by: Actor = { ...call.caller, personNo: 0, name: 'system' };
      const outcome = store.transact(() => {
        const done = enrolKiosk({ store, enrolments, steering, now }, request, at);
        if (done.ok) {
          const { enrolment, ledger } = done;
          const detail = { enrolment: enrolment.enrolmentNo, ledger, codeBy: enrolment.createdBy };
          note(by, 'kiosk/enrolled', enrolment.kiosk, detail);
        } else note(by, 'kiosk/enrolment-refused', null, { reason: done.reason });
        return done;
      });
      if (!outcome.ok) {
        const [status, message] = refusals[outcome.reason];
        throw new HttpProblem(status, `enrol/${outcome.reason}`, message);
      }
      publish(outcome.publication);
      return outcome.answer;
    },
  } satisfies Partial<Handlers>;
};
