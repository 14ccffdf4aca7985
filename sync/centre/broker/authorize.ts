import { type CentreId, isKioskId, type KioskId } from '../../domain/ids.ts';
import { parseTopic, type Topic } from '../../wire/topics.ts';
import { isLogin } from '../fleet/login-hash.ts';
import type { BrokerAccess } from './link.ts';

/**
 * Who a client of the broker inside is: an enrolled kiosk by its password, or nobody by name. What a message says of its sender
 * is never believed.
 */
export type Client = { readonly is: 'kiosk'; readonly kiosk: KioskId } | { readonly is: 'anonymous' };

const isLoopback = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\./.test(address);

/** undefined: refused, and nothing is said of why. */
export const clientOf = (
  access: BrokerAccess,
  from: string,
  user: string | undefined,
  password: string | undefined,
): Client | undefined => {
  if (user === undefined || user === '') {
    const { anonymous } = access;
    const isWelcome = anonymous === 'anywhere' || (anonymous === 'loopback' && isLoopback(from));
    return isWelcome ? { is: 'anonymous' } : undefined;
  }
  const hashed = isKioskId(user) ? access.loginOf(user) : undefined;
  return hashed !== undefined && isLogin(password ?? '', hashed)
    ? { is: 'kiosk', kiosk: user as KioskId }
    : undefined;
};

/** Whether a client may stand for the kiosk of a topic. Without a password nobody stands for one that has one. */
const isItsOwn = (access: BrokerAccess, client: Client, { kiosk }: Topic): boolean =>
  client.is === 'kiosk' ? client.kiosk === kiosk : access.loginOf(kiosk) === undefined;

const told: ReadonlySet<Topic['channel']> = new Set(['receipt', 'config', 'command']);

/** Kiosks publish entries and state; the centre alone says the rest. What is none of ours is nobody's business but an enrolled kiosk's. */
export const mayPublish = (
  access: BrokerAccess,
  centre: CentreId,
  client: Client,
  topic: string,
): boolean => {
  const ours = parseTopic(topic);
  if (!ours) return client.is === 'anonymous' && !topic.startsWith('motcham/') && !topic.startsWith('$');
  if (told.has(ours.channel) || !isItsOwn(access, client, ours)) return false;
  return client.is === 'anonymous' || ours.centre === centre;
};

/** An enrolled kiosk hears what is said to it, and nothing else. */
export const maySubscribe = (
  access: BrokerAccess,
  centre: CentreId,
  client: Client,
  filter: string,
): boolean => {
  const ours = parseTopic(filter);
  if (client.is === 'anonymous') return !ours || isItsOwn(access, client, ours);
  return (
    ours !== undefined && ours.centre === centre && told.has(ours.channel) && isItsOwn(access, client, ours)
  );
};

/** What an anonymous client hears through a wildcard: never what an enrolled kiosk says or is told. */
export const mayHear = (access: BrokerAccess, client: Client, topic: string): boolean => {
  if (client.is === 'kiosk') return true;
  const ours = parseTopic(topic);
  return !ours || isItsOwn(access, client, ours);
};
