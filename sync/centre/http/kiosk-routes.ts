import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { isKioskId, isLedgerId, isSeq } from '../../domain/ids.ts';
import { routeRules } from '../api/route-rules.ts';
import { CentreError } from '../centre-error.ts';
import { isDay } from '../settings/setting-shapes.ts';
import { oneAlarm } from '../views/alarms.ts';
import { actorOf, type Call, type Handlers, isStream, param } from './call.ts';
import { conflict, notFound, problem, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const reason = z.string().trim().min(1, 'say why').max(1_000);
const retireShape = z.strictObject({ retired: z.boolean(), reason });
const voidShape = z.strictObject({
  ledger: z.string().refine(isLedgerId, 'is no ledger'),
  seq: z.number().refine(isSeq, 'is no place in a ledger'),
  reason,
});

/** What a file was called, for the log alone: its last part, in letters that are harmless anywhere. It never becomes a path. */
export const plainFileName = (header: unknown): string => {
  const text = typeof header === 'string' ? header : '';
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // Not percent-encoded, so it is what it is.
  }
  return basename(decoded.replaceAll('\\', '/'))
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
    .slice(0, 100);
};

/** Kiosks, voids and alarms. */
export const kioskRoutes = (office: Office) => {
  const { reader, desk, store, now, note, dataDir } = office;

  const takeFile = async (call: Call): Promise<string> => {
    if (!isStream(call.body)) throw problem('http/malformed', 'the body must be a file');
    const limit = routeRules['POST /api/kiosks/import'].bodyBytes;
    const folder = join(dataDir, 'imports');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${randomUUID()}.motcham`);
    let bytes = 0;
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        if (bytes > limit) done(problem('http/too-large', `an export has ${limit} bytes at most`));
        else done(null, chunk);
      },
    });
    try {
      await pipeline(call.body, counted, createWriteStream(path, { mode: 0o600 }));
    } catch (cause) {
      rmSync(path, { force: true });
      throw cause;
    }
    return path;
  };

  return {
    'GET /api/kiosks': () => reader.ask('kiosks'),
    'GET /api/kiosks/:id': async (call) => {
      const view = await reader.ask('kiosk', param(call, 'id'));
      if (!view) throw notFound('such kiosk');
      return view;
    },
    'PUT /api/kiosks/:id/retired': (call) => {
      const kiosk = param(call, 'id');
      if (!isKioskId(kiosk)) throw notFound('such kiosk');
      const wanted = read(retireShape, call.body);
      const actor = actorOf(call);
      const answer = store.transact(() => {
        const done = desk.retireKiosk(kiosk, wanted.retired ? now() : null, actor.fullName);
        if (done.ok) note(actor, 'kiosk/retired', kiosk, { retired: wanted.retired, reason: wanted.reason });
        return done;
      });
      if (!answer.ok) throw notFound('such kiosk');
      return { done: true };
    },
    'POST /api/kiosks/import': async (call) => {
      const actor = actorOf(call);
      const path = await takeFile(call);
      try {
        const result = office.importExport(path);
        store.transact(() =>
          note(actor, 'kiosk/imported', result.kiosk, {
            file: plainFileName(call.headers['x-file-name']),
            ledger: result.ledger,
            entries: result.entries,
            upTo: result.upTo,
            problems: result.problems.length,
          }),
        );
        return result;
      } catch (cause) {
        if (cause instanceof CentreError && cause.code === 'centre/bad-import')
          throw unable('kiosk/bad-import', 'this file is no export of a kiosk for this centre');
        throw cause;
      } finally {
        rmSync(path, { force: true });
      }
    },
    'GET /api/kiosks/:id/presses': async (call) => {
      const { day } = read(z.object({ day: z.string().refine(isDay).exactOptional() }), call.query);
      return { presses: await reader.ask('presses', param(call, 'id'), day ?? null) };
    },
    'POST /api/voids': (call) => {
      const { ledger, seq, reason: why } = read(voidShape, call.body);
      if (!isLedgerId(ledger) || !isSeq(seq)) throw notFound('such rating');
      const actor = actorOf(call);
      const answer = store.transact(() => {
        const voided = desk.voidRating({ ledger, seq, reason: why, person: actor.fullName });
        if (voided.ok) note(actor, 'rating/voided', `${ledger}:${seq}`, { reason: why });
        return voided;
      });
      if (answer.ok) return { done: true };
      if (answer.reason === 'no-such-rating') throw notFound('such rating');
      if (answer.reason === 'not-counted')
        throw conflict('void/not-counted', 'this rating is not counted any more');
      throw unable('void/reason-required', 'say why', { field: 'reason' });
    },
    'GET /api/alarms': () => reader.ask('alarms'),
    'PUT /api/alarms/:id/seen': (call) => {
      const id = Number(param(call, 'id'));
      const before = Number.isSafeInteger(id) ? oneAlarm(store, id) : undefined;
      if (!before) throw notFound('such alarm');
      const actor = actorOf(call);
      store.transact(() => {
        store.db
          .prepare(
            `INSERT INTO alarm_seen (alarm_no, times, seen_at, seen_by) VALUES (?, ?, ?, ?)
             ON CONFLICT (alarm_no) DO UPDATE SET times = excluded.times, seen_at = excluded.seen_at, seen_by = excluded.seen_by`,
          )
          .run(id, before.times, now(), actor.fullName);
        note(actor, 'alarm/seen', before.subject, { code: before.code });
      });
      return oneAlarm(store, id) ?? before;
    },
  } satisfies Partial<Handlers>;
};
