import { z } from 'zod';
import { type NewWebhook, scopes, webhookEvents } from '../api/other-system.ts';
import { isDay } from '../settings/setting-shapes.ts';
import { actorOf, type Call, type Handlers, param } from './call.ts';
import { notFound, read } from './http-problem.ts';
import type { Keeper } from './keeper.ts';
import type { Office } from './office.ts';

const line = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u);
const tokenShape = z.strictObject({
  name: line,
  scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
  expiresOn: z.string().refine(isDay, 'is no day such as 2026-12-31').nullable(),
});

const isReceiver = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  // A password in an address would stand in the store, in the log and on the page.
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
};
const webhookShape: z.ZodType<NewWebhook> = z.strictObject({
  url: z.string().max(1_000).refine(isReceiver, 'must be an address that begins with https:// or http://'),
  events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length),
});

const idOf = (call: Call): number => {
  const id = param(call, 'id');
  return /^\d{1,15}$/.test(id) ? Number(id) : -1;
};

/** Tokens and webhooks for other systems, backups, and the centre's own clock. */
export const otherSystemRoutes = (office: Office, keeper: Keeper) => {
  const { store, now, note } = office;
  const { tokens, outbox, courier } = keeper;

  const webhookOf = (id: number) => {
    const found = outbox.list().find((each) => each.id === String(id));
    if (!found) throw notFound('such webhook');
    return found;
  };

  return {
    'GET /api/tokens': () => ({ tokens: tokens.list() }),
    'POST /api/tokens': (call) => {
      const wanted = read(tokenShape, call.body);
      const actor = actorOf(call);
      return store.transact(() => {
        const made = tokens.add(wanted, actor.fullName, now());
        note(actor, 'token/made', wanted.name, { scopes: wanted.scopes, expiresOn: wanted.expiresOn });
        return made;
      });
    },
    'DELETE /api/tokens/:id': (call) => {
      const actor = actorOf(call);
      store.transact(() => {
        const revoked = tokens.revoke(idOf(call), now());
        if (!revoked) throw notFound('such token');
        note(actor, 'token/revoked', revoked.name, {});
      });
      return { done: true };
    },
    'GET /api/webhooks': () => ({ webhooks: outbox.list() }),
    'POST /api/webhooks': (call) => {
      const { url, events } = read(webhookShape, call.body);
      const actor = actorOf(call);
      const { id, secret } = store.transact(() => {
        const added = outbox.add(url, [...new Set(events)], now());
        note(actor, 'webhook/made', url, { events });
        return added;
      });
      return { webhook: webhookOf(id), secret };
    },
    'DELETE /api/webhooks/:id': (call) => {
      const { url } = webhookOf(idOf(call));
      const actor = actorOf(call);
      store.transact(() => {
        outbox.remove(idOf(call));
        note(actor, 'webhook/removed', url, {});
      });
      return { done: true };
    },
    'POST /api/webhooks/:id/test': async (call) => {
      const { url } = webhookOf(idOf(call));
      const actor = actorOf(call);
      const deliveryNo = store.transact(() => {
        note(actor, 'webhook/tested', url, {});
        return outbox.putTest(idOf(call), now());
      });
      await courier.round();
      const delivery = outbox.delivery(deliveryNo);
      if (!delivery) throw notFound('such delivery');
      return delivery;
    },
    'GET /api/webhooks/:id/deliveries': (call) => {
      webhookOf(idOf(call));
      return { deliveries: outbox.deliveries(idOf(call)) };
    },
    'GET /api/backups': () => keeper.backups(),
    'POST /api/backups': async (call) => {
      const actor = actorOf(call);
      await keeper.backUp(actor);
      return keeper.backups();
    },
    'POST /api/time-check': () => keeper.checkTime(),
    'GET /api/centre': () => keeper.centre(),
  } satisfies Partial<Handlers>;
};
