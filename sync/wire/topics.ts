import { type CentreId, isCentreId, isKioskId, type KioskId } from '../domain/ids.ts';

export const channels = ['entries', 'receipt', 'state', 'config', 'command'] as const;
export type Channel = (typeof channels)[number];

export interface Topic {
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  readonly channel: Channel;
}

const isChannel = (text: string | undefined): text is Channel => channels.some((channel) => channel === text);

export const formatTopic = (t: Topic): string => `motcham/1/${t.centre}/${t.kiosk}/${t.channel}`;
/** The filter with which a centre hears one channel of all its kiosks. */
export const everyKiosk = (centre: CentreId, channel: Channel): string => `motcham/1/${centre}/+/${channel}`;

/** Reads a topic; undefined when it is none of ours. */
export const parseTopic = (text: string): Topic | undefined => {
  const [root, version, centre, kiosk, channel, more] = text.split('/');
  if (root !== 'motcham' || version !== '1' || more !== undefined) return undefined;
  if (!isCentreId(centre) || !isKioskId(kiosk) || !isChannel(channel)) return undefined;
  return { centre, kiosk, channel };
};
