import { randomUUID } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { CentreId, Instant } from '../../domain/ids.ts';
import type { WebhookDelivery, WebhookEvent, WebhookView } from '../api/other-system.ts';
import { mintSecret } from '../people/secret.ts';
import { iso, isoOrNull } from '../views/time-of-day.ts';
import type { Outcome } from './retry.ts';

/** What a receiver is told. Plain facts; nothing below the department. */
export interface Told {
  readonly subject: string | null;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface DueDelivery {
  readonly deliveryNo: number;
  readonly url: string;
  readonly secret: string;
  readonly payload: string;
  readonly attempts: number;
}

/** Webhooks, and what is on its way to them: kept in the store, so that a restart forgets nothing. */
export interface Outbox {
  list(): readonly WebhookView[];
  add(
    url: string,
    events: readonly WebhookEvent[],
    now: Instant,
  ): { readonly id: number; readonly secret: string };
  remove(id: number): boolean;
  deliveries(id: number): readonly WebhookDelivery[];
  /** Puts an event on its way to everybody who asked for it, in the caller's transaction. */
  put(event: WebhookEvent, told: Told, now: Instant): void;
  /** A test for one webhook alone; its place. */
  putTest(id: number, now: Instant): number;
  due(now: Instant, limit: number): readonly DueDelivery[];
  settle(deliveryNo: number, outcome: Outcome, status: number | null, problem: string | null): void;
  delivery(deliveryNo: number): WebhookDelivery | undefined;
}

interface DeliveryRow {
  readonly id: number;
  readonly event: WebhookEvent;
  readonly at: Instant;
  readonly attempts: number;
  readonly state: WebhookDelivery['state'];
  readonly status: number | null;
  readonly problem: string | null;
  readonly nextAt: Instant | null;
}

const columns = `delivery_no AS id, event, made_at AS at, attempts, state, status, problem, next_at AS nextAt`;
const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  ...row,
  id: String(row.id),
  at: iso(row.at),
  nextAt: row.state === 'waiting' ? isoOrNull(row.nextAt) : null,
});
/** What was delivered or given up is kept so many a webhook. */
const keptDeliveries = 100;

export const outboxOf = (db: Database.Database, centre: CentreId): Outbox => {
  const list = db.prepare<
    [],
    { id: number; url: string; events: string; createdAt: Instant; pending: number }
  >(
    `SELECT w.webhook_no AS id, w.url, w.events, w.created_at AS createdAt,
       (SELECT count(*) FROM delivery d WHERE d.webhook_no = w.webhook_no AND d.state = 'waiting') AS pending
     FROM webhook w ORDER BY w.webhook_no`,
  );
  const add = db.prepare('INSERT INTO webhook (url, events, secret, created_at) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM webhook WHERE webhook_no = ?');
  const newest = db.prepare<[number, number], DeliveryRow>(
    `SELECT ${columns} FROM delivery WHERE webhook_no = ? ORDER BY delivery_no DESC LIMIT ?`,
  );
  const one = db.prepare<[number], DeliveryRow>(`SELECT ${columns} FROM delivery WHERE delivery_no = ?`);
  const put = db.prepare(
    'INSERT INTO delivery (webhook_no, event, payload, made_at, next_at) VALUES (?, ?, ?, ?, ?)',
  );
  const due = db.prepare<[number, number], DueDelivery>(
    `SELECT d.delivery_no AS deliveryNo, w.url, w.secret, d.payload, d.attempts
     FROM delivery d JOIN webhook w USING (webhook_no)
     WHERE d.state = 'waiting' AND d.next_at <= ? ORDER BY d.next_at LIMIT ?`,
  );
  const settle = db.prepare(
    'UPDATE delivery SET attempts = attempts + 1, state = ?, status = ?, problem = ?, next_at = ? WHERE delivery_no = ?',
  );
  const sweep = db.prepare(
    `DELETE FROM delivery WHERE state <> 'waiting' AND webhook_no = (SELECT webhook_no FROM delivery WHERE delivery_no = @no)
       AND delivery_no NOT IN (SELECT delivery_no FROM delivery k
         WHERE k.webhook_no = delivery.webhook_no ORDER BY delivery_no DESC LIMIT ${keptDeliveries})`,
  );

  const payloadOf = (event: WebhookEvent, told: Told, now: Instant): string =>
    JSON.stringify({ v: 1, id: randomUUID(), event, at: iso(now), centre, ...told });
  const putOne = (id: number, event: WebhookEvent, told: Told, now: Instant): number =>
    Number(put.run(id, event, payloadOf(event, told, now), now, now).lastInsertRowid);

  return {
    list: () =>
      list.all().map(({ id, url, events, createdAt, pending }) => {
        const last = newest.get(id, 1);
        return {
          id: String(id),
          url,
          events: events.split(' ') as WebhookEvent[],
          createdAt: iso(createdAt),
          isOn: true,
          pending,
          last: last ? toDelivery(last) : null,
        };
      }),
    add: (url, events, now) => {
      const secret = mintSecret();
      return { id: Number(add.run(url, events.join(' '), secret, now).lastInsertRowid), secret };
    },
    remove: (id) => remove.run(id).changes > 0,
    deliveries: (id) => newest.all(id, keptDeliveries).map(toDelivery),
    put: (event, told, now) => {
      for (const { id, events } of list.all())
        if (events.split(' ').includes(event)) putOne(id, event, told, now);
    },
    putTest: (id, now) =>
      putOne(id, 'test', { subject: null, message: 'a test from the console', detail: {} }, now),
    due: (now, limit) => due.all(now, limit),
    settle: (deliveryNo, outcome, status, problem) => {
      const nextAt = outcome.state === 'waiting' ? outcome.nextAt : null;
      settle.run(outcome.state, status, problem, nextAt, deliveryNo);
      sweep.run({ no: deliveryNo });
    },
    delivery: (deliveryNo) => {
      const row = one.get(deliveryNo);
      return row && toDelivery(row);
    },
  };
};
