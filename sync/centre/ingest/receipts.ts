import type { CentreId, HashHex, Instant, KioskId, LedgerId, Seq } from '../../domain/ids.ts';
import type { PublicKey } from '../../proof/signing.ts';
import { type ReceiptMessage, receiptText } from '../../wire/messages.ts';
import { formatTopic } from '../../wire/topics.ts';

/** A message for the broker. What stays true is retained, so that a kiosk hears it whenever it comes. */
export interface Publication {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

export interface ReceiptSigner {
  readonly centre: CentreId;
  readonly publicKey: PublicKey;
  readonly sign: (text: string) => string;
}

export interface Standing {
  readonly kiosk: KioskId;
  readonly ledger: LedgerId;
  readonly upTo: Seq;
  readonly head: HashHex;
  /** Not how far the ledger is stored, but what stands at the place that a kiosk asked from. */
  readonly isBehind?: true;
}

/** Says how far a ledger is committed. Only ever called for what a COMMIT has put on the disk. */
export const makeReceipt = (signer: ReceiptSigner, standing: Standing, at: Instant): Publication => {
  const { kiosk, ledger, upTo, head } = standing;
  const said = { ledger, upTo, head, at };
  const message: ReceiptMessage = {
    v: 1,
    ...said,
    key: signer.publicKey,
    sig: signer.sign(receiptText(signer.centre, kiosk, said)),
  };
  return {
    topic: formatTopic({ centre: signer.centre, kiosk, channel: 'receipt' }),
    payload: JSON.stringify(message),
    retain: true,
  };
};
