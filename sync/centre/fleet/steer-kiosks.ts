import { randomUUID } from 'node:crypto';
import type { Instant, KioskId } from '../../domain/ids.ts';
import type { KioskCommand } from '../../wire/command-message.ts';
import type { ConfigBody } from '../../wire/config-message.ts';
import type { Publication } from '../ingest/receipts.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { readToldState } from '../views/told-state.ts';
import type { KioskCommandRow } from './commands.ts';
import { kioskConfigsOf } from './configs.ts';
import { commandPublication, configPublication, orderSignerOf } from './sign-orders.ts';

/** Long enough for a slow line, too short to surprise anybody at the counter. */
export const commandMs = 60_000;

/** What the centre tells its kiosks. Every message is signed; each act runs in the caller's transaction. */
export interface KioskSteering {
  /** A kiosk's next configuration: the message to publish after COMMIT, and its revision. */
  configure(kiosk: KioskId, body: ConfigBody, person: string): ToPublish & { readonly revision: number };
  command(kiosk: KioskId, what: KioskCommand, person: string): ToPublish & { readonly row: KioskCommandRow };
  /** What a broker that forgot must be told again. */
  allConfigs(): readonly Publication[];
}

interface ToPublish {
  readonly publication: Publication;
}

export const kioskSteeringOf = (store: CentreStore, now: () => Instant): KioskSteering => {
  const { db, identity, commands } = store;
  const { centre } = identity;
  const sign = orderSignerOf(identity);
  const configs = kioskConfigsOf(db);
  const stateOf = db.prepare<[KioskId], string | null>('SELECT state FROM kiosk WHERE id = ?').pluck();

  return {
    configure: (kiosk, body, person) => {
      const at = now();
      // A store that was restored from an older backup goes on above what the kiosk runs, or it would never be heard again.
      const told = readToldState(stateOf.get(kiosk) ?? null)?.config?.revision ?? 0;
      const revision = Math.max(configs.find(kiosk)?.revision ?? 0, told) + 1;
      const message = sign.config(kiosk, revision, at, body);
      configs.put({ kiosk, revision, message, changedAt: at, changedBy: person });
      return { revision, publication: configPublication(centre, kiosk, message) };
    },
    command: (kiosk, what, person) => {
      const at = now();
      const id = randomUUID();
      const expiresAt = (at + commandMs) as Instant;
      const row = { id, kiosk, command: what, sentAt: at, sentBy: person, expiresAt };
      commands.add(row);
      const message = sign.command(kiosk, { id, do: what, at, expires: expiresAt });
      const publication = commandPublication(centre, kiosk, message);
      return { row: { ...row, outcome: null, code: null, answeredAt: null }, publication };
    },
    allConfigs: () => configs.all().map(({ kiosk, message }) => configPublication(centre, kiosk, message)),
  };
};
