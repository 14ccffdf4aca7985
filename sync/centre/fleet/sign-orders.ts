import type { CentreId, Instant, KioskId } from '../../domain/ids.ts';
import { signerOf } from '../../proof/signing.ts';
import { type CommandMessage, commandText } from '../../wire/command-message.ts';
import { type ConfigBody, type ConfigMessage, configText } from '../../wire/config-message.ts';
import { formatTopic } from '../../wire/topics.ts';
import type { Publication } from '../ingest/receipts.ts';
import type { CentreIdentity } from '../store/open-store.ts';

/** The centre's orders to a kiosk, signed with the key that signs its receipts: no broker can invent or change one. */
export interface OrderSigner {
  config(kiosk: KioskId, revision: number, at: Instant, body: ConfigBody): string;
  command(kiosk: KioskId, order: Pick<CommandMessage, 'id' | 'do' | 'at' | 'expires'>): string;
}

export const orderSignerOf = ({ centre, publicKey, privateKey }: CentreIdentity): OrderSigner => {
  const sign = signerOf(privateKey);
  return {
    config: (kiosk, revision, at, body) => {
      const said = { revision, at, body: JSON.stringify(body) };
      const sig = sign(configText(centre, kiosk, said));
      return JSON.stringify({ v: 1, ...said, key: publicKey, sig } satisfies ConfigMessage);
    },
    command: (kiosk, { id, do: what, at, expires }) => {
      const said = { id, do: what, at, expires };
      const sig = sign(commandText(centre, kiosk, said));
      return JSON.stringify({ v: 1, ...said, key: publicKey, sig } satisfies CommandMessage);
    },
  };
};

/** Kept by the broker, so that a kiosk hears it whenever it comes. */
export const configPublication = (centre: CentreId, kiosk: KioskId, payload: string): Publication => ({
  topic: formatTopic({ centre, kiosk, channel: 'config' }),
  payload,
  retain: true,
});

/** Not kept: what nobody hears now is not meant for later. */
export const commandPublication = (centre: CentreId, kiosk: KioskId, payload: string): Publication => ({
  topic: formatTopic({ centre, kiosk, channel: 'command' }),
  payload,
  retain: false,
});
