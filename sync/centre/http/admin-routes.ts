import { z } from 'zod';
import { type PeriodLabel, parsePeriodLabel, reportDayOf } from '../../domain/period.ts';
import type { PersonView } from '../api/person.ts';
import { roles } from '../api/role.ts';
import type { SettingKey, SettingValues } from '../api/setting.ts';
import { type Account, isIdle } from '../people/accounts.ts';
import type { Link } from '../people/roster.ts';
import { isDay, isSettingKey, settingShapes } from '../settings/setting-shapes.ts';
import { iso, isoOrNull } from '../views/time-of-day.ts';
import { actorOf, type Call, type Handlers, param } from './call.ts';
import { conflict, type HttpProblem, notFound, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const fullName = z.string().max(200);
const inviteShape = z.strictObject({
  name: z.string().max(200),
  fullName,
  role: z.enum(roles),
  readsComments: z.boolean(),
});
const personShape = z.strictObject({
  fullName: fullName.exactOptional(),
  role: z.enum(roles).exactOptional(),
  readsComments: z.boolean().exactOptional(),
  isOff: z.boolean().exactOptional(),
});
const day = z.string().refine(isDay, 'is no day such as 2025-03-01');
const cutOffShape = z.strictObject({
  from: z.string().refine((text) => parsePeriodLabel(text).ok, 'is no month such as 2025-03'),
  day: z.number().int().min(1).max(28),
});
const auditQuery = z.object({
  before: z.coerce.number().int().min(1).exactOptional(),
  person: z.string().max(200).exactOptional(),
  action: z.string().max(100).exactOptional(),
});

/** Settings, people and the audit log. */
export const adminRoutes = (office: Office) => {
  const { reader, roster, people, desk, store, now, note } = office;

  const stateOf = (account: Account): PersonView['state'] => {
    if (account.offAt !== null) return 'off';
    if (account.password === null) return 'invited';
    if (people.lockOut.isLocked(account.name, now())) return 'locked';
    return isIdle(account, people.access().accountIdleDays, now()) ? 'idle' : 'active';
  };
  const personView = (account: Account): PersonView => ({
    id: String(account.personNo),
    name: account.name,
    fullName: account.fullName,
    role: account.role,
    readsComments: account.readsComments === 1,
    state: stateOf(account),
    hasTotp: account.totpSecret !== null,
    lastSignInAt: isoOrNull(account.lastSignInAt),
    createdAt: iso(account.createdAt),
  });
  const linkView = ({ account, token, expiresAt }: Link) => ({
    person: personView(account),
    token,
    expiresAt: iso(expiresAt),
  });
  const personNo = (call: Call): number => {
    const id = param(call, 'id');
    if (!/^\d{1,15}$/.test(id)) throw notFound('such person');
    return Number(id);
  };
  const refusal = (reason: string): HttpProblem => {
    if (reason === 'person/unknown') return notFound('such person');
    if (reason === 'name/taken' || reason.startsWith('person/'))
      return conflict(reason, 'this cannot be done to this account');
    return unable(reason, 'this cannot be taken', {
      field: reason === 'name/full-name' ? 'fullName' : 'name',
    });
  };

  const parseSetting = <K extends SettingKey>(key: K, value: unknown): SettingValues[K] => {
    const parsed = settingShapes[key].safeParse(value);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw unable('setting/malformed', 'this value cannot be taken', { field });
  };

  return {
    'GET /api/settings': () => reader.ask('settings'),
    'PUT /api/settings/:key': async (call) => {
      const key = param(call, 'key');
      if (!isSettingKey(key)) throw notFound('such setting');
      const shape = z.strictObject({ value: z.unknown(), from: day.exactOptional() });
      const wanted = read(shape, call.body);
      const value = parseSetting(key, wanted.value);
      const from = wanted.from ?? reportDayOf(now());
      const actor = actorOf(call);
      store.transact(() => {
        const seq = note(actor, 'setting/changed', key, { from, value });
        store.db
          .prepare('INSERT INTO setting (audit_seq, key, from_day) VALUES (?, ?, ?)')
          .run(seq, key, from);
      });
      return reader.ask('settings');
    },
    'PUT /api/cut-off': async (call) => {
      const { from, day: of } = read(cutOffShape, call.body);
      const actor = actorOf(call);
      const answer = store.transact(() => {
        const done = desk.setCutOff({ from: from as PeriodLabel, day: of }, actor.fullName);
        if (done.ok) note(actor, 'setting/cut-off', from, { day: of });
        return done;
      });
      if (!answer.ok) throw conflict('setting/period-closed', 'that period, or one after it, is closed');
      return reader.ask('settings');
    },
    'GET /api/people': () => ({ people: roster.list().map(personView) }),
    'POST /api/people': (call) => {
      const answer = roster.invite(read(inviteShape, call.body), actorOf(call));
      if (!answer.ok) throw refusal(answer.reason);
      return linkView(answer);
    },
    'PUT /api/people/:id': (call) => {
      const answer = roster.change(personNo(call), read(personShape, call.body), actorOf(call));
      if (!answer.ok) throw refusal(answer.reason);
      return personView(answer.account);
    },
    'POST /api/people/:id/reset': (call) => {
      const answer = roster.reset(personNo(call), actorOf(call));
      if (!answer.ok) throw refusal(answer.reason);
      return linkView(answer);
    },
    'POST /api/people/:id/sign-out': (call) => {
      const answer = roster.signOut(personNo(call), actorOf(call));
      if (!answer.ok) throw refusal(answer.reason);
      return { done: true };
    },
    'GET /api/audit': (call) => reader.ask('audit', read(auditQuery, call.query)),
    'GET /api/audit/csv': () => reader.ask('auditFile'),
  } satisfies Partial<Handlers>;
};
