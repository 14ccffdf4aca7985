import { z } from 'zod';
import type { CentreId, KioskId } from '../domain/ids.ts';
import { decoder, instant, publicKey, signature } from './messages.ts';

export const kioskCommands = ['identify', 'self-test', 'restart'] as const;
export type KioskCommand = (typeof kioskCommands)[number];

/** No command may be good for longer: what is older was meant for another moment. */
export const longestCommandMs = 10 * 60_000;

/**
 * centre -> kiosk, not retained: do this once, before `expires` by the centre's clock. `id` names it, so that a message that
 * comes twice is obeyed once.
 */
const commandMessage = z
  .strictObject({
    v: z.literal(1),
    id: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
    do: z.enum(kioskCommands),
    at: instant,
    expires: instant,
    key: publicKey,
    sig: signature,
  })
  .refine(({ at, expires }) => expires > at && expires - at <= longestCommandMs, { path: ['expires'] });
export type CommandMessage = z.infer<typeof commandMessage>;

export const decodeCommand = decoder<CommandMessage>(commandMessage, 4096);

/** What the centre signs: for whom, which one, what, and from when to when. */
export const commandText = (
  centre: CentreId,
  kiosk: KioskId,
  c: Pick<CommandMessage, 'id' | 'do' | 'at' | 'expires'>,
): string => `motcham/1/command\n${centre}\n${kiosk}\n${c.id}\n${c.do}\n${c.at}\n${c.expires}`;
