import type { CentreId, Instant, KioskId } from '../domain/ids.ts';
import { isSignedBy, type PublicKey } from '../proof/signing.ts';
import { type CommandMessage, commandText, decodeCommand } from '../wire/command-message.ts';
import { type ConfigMessage, configText, decodeConfig } from '../wire/config-message.ts';

/** Why an order of the centre is none. Each is counted under its name. */
export type OrderFlaw =
  | 'malformed'
  /** Receipts may bring the key that is trusted from then on; orders never do. */
  | 'no-key'
  | 'foreign-key'
  | 'bad-signature'
  /** Too late by the centre's own clock. */
  | 'expired'
  /** No live word of the centre's clock yet: whether it is too late cannot be known. */
  | 'no-clock';

export type Checked<T> =
  | { readonly ok: true; readonly order: T }
  | { readonly ok: false; readonly flaw: OrderFlaw };

interface Trust {
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  readonly key: PublicKey | undefined;
}

const flawed = (flaw: OrderFlaw): { readonly ok: false; readonly flaw: OrderFlaw } => ({ ok: false, flaw });

const flawOf = (
  trust: Trust,
  message: { readonly key: PublicKey; readonly sig: string },
  text: string,
): OrderFlaw | undefined => {
  if (trust.key === undefined) return 'no-key';
  if (trust.key !== message.key) return 'foreign-key';
  return isSignedBy(trust.key, text, message.sig) ? undefined : 'bad-signature';
};

/** Proves that a configuration is for this kiosk and by the centre that it trusts. What it says is not looked at here. */
export const checkConfig = (payload: Uint8Array, trust: Trust): Checked<ConfigMessage> => {
  const decoded = decodeConfig(payload);
  if (!decoded.ok) return flawed('malformed');
  const flaw = flawOf(trust, decoded.value, configText(trust.centre, trust.kiosk, decoded.value));
  return flaw ? flawed(flaw) : { ok: true, order: decoded.value };
};

/**
 * Proves that a command is for this kiosk, by the centre that it trusts, and not too late.
 * @param centreNow the centre's time as its live receipts tell it; the kiosk's own wall clock may lie
 */
export const checkCommand = (
  payload: Uint8Array,
  trust: Trust,
  centreNow: Instant | undefined,
): Checked<CommandMessage> => {
  const decoded = decodeCommand(payload);
  if (!decoded.ok) return flawed('malformed');
  const flaw = flawOf(trust, decoded.value, commandText(trust.centre, trust.kiosk, decoded.value));
  if (flaw) return flawed(flaw);
  if (centreNow === undefined) return flawed('no-clock');
  return centreNow < decoded.value.expires ? { ok: true, order: decoded.value } : flawed('expired');
};
