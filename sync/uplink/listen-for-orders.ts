import type { CentreId, Instant, KioskId } from '../domain/ids.ts';
import type { PublicKey } from '../proof/signing.ts';
import { type Link, LinkError, type LinkMessage } from '../wire/link.ts';
import { type Channel, formatTopic } from '../wire/topics.ts';
import { checkCommand, checkConfig } from './check-order.ts';
import type { UplinkOrders } from './port.ts';

/** The centre's configuration and commands, on the same connection as the receipts. */
export interface OrderListener {
  /** Once a connection, after the receipts: orders never hold up a rating. */
  subscribe(): void;
  /** Returns whether the channel is one of these. */
  hear(channel: Channel, message: LinkMessage): boolean;
  /** A receipt was proven: what came too early to be judged is looked at now. */
  onTrust(): void;
}

export const listenForOrders = (options: {
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  readonly link: Pick<Link, 'subscribe'>;
  readonly to: UplinkOrders;
  readonly key: () => PublicKey | undefined;
  readonly centreNow: () => Instant | undefined;
  readonly count: (what: string) => void;
  readonly log: (line: { readonly code: string; readonly message: string }) => void;
}): OrderListener => {
  const { centre, kiosk, link, to, count, log } = options;
  // What came before the first live receipt of a connection, which brings the key and the clock that it is judged by.
  let earlyConfig: Uint8Array | undefined;
  let earlyCommand: Uint8Array | undefined;

  const ignore = (code: string): void => {
    count(code);
    log({ code, message: `an order of the centre ${centre} for ${kiosk} was not taken` });
  };
  const trust = () => ({ centre, kiosk, key: options.key() });

  const hearConfig = (payload: Uint8Array): void => {
    const checked = checkConfig(payload, trust());
    if (checked.ok) to.onConfig(checked.order);
    else ignore(`config/${checked.flaw}`);
    // A broker says what it kept once a connection: without this it would only be heard at the next one.
    earlyConfig = !checked.ok && checked.flaw === 'no-key' ? payload : undefined;
  };

  const hearCommand = (payload: Uint8Array): void => {
    const checked = checkCommand(payload, trust(), options.centreNow());
    if (checked.ok) to.onCommand(checked.order);
    else ignore(`command/${checked.flaw}`);
    const isEarly = !checked.ok && (checked.flaw === 'no-key' || checked.flaw === 'no-clock');
    earlyCommand = isEarly ? payload : undefined;
  };

  return {
    subscribe: () => {
      for (const channel of ['config', 'command'] as const)
        link.subscribe(formatTopic({ centre, kiosk, channel }), 1).catch((error: unknown) => {
          // A broker whose rules do not know these topics yet takes ratings all the same.
          if (!(error instanceof LinkError)) throw error;
          if (error.code !== 'link/down') ignore(`${channel}/${error.code.slice('link/'.length)}`);
        });
    },
    hear: (channel, { payload }) => {
      if (channel === 'config') {
        hearConfig(payload);
        return true;
      }
      if (channel !== 'command') return false;
      hearCommand(payload);
      return true;
    },
    onTrust: () => {
      if (earlyConfig) hearConfig(earlyConfig);
      if (earlyCommand) hearCommand(earlyCommand);
    },
  };
};
