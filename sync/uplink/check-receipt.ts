import type { CentreId, KioskId } from '../domain/ids.ts';
import type { Ledger, StoredReceipt } from '../ledger/port.ts';
import type { PublicKey } from '../proof/signing.ts';
import { isSignedBy } from '../proof/signing.ts';
import { decodeReceipt, type ReceiptMessage, receiptText } from '../wire/messages.ts';

/** Why a receipt says nothing to us. Each is counted under its name. */
export type ReceiptFlaw =
  | 'receipt/malformed'
  | 'receipt/other-ledger'
  | 'receipt/foreign-key'
  | 'receipt/bad-signature';

export type CheckedReceipt =
  | { readonly is: 'valid'; readonly receipt: StoredReceipt; readonly at: ReceiptMessage['at'] }
  /** Validly signed, but our ledger has no such entry there: somebody else goes on with our name and our key. */
  | { readonly is: 'twin'; readonly receipt: StoredReceipt }
  | { readonly is: 'flawed'; readonly flaw: ReceiptFlaw };

const flawed = (flaw: ReceiptFlaw): CheckedReceipt => ({ is: 'flawed', flaw });

/**
 * Proves a receipt: for this centre, kiosk and ledger, signed by the centre this ledger trusts (or, as long as it trusts none,
 * by the key that comes with it), and about our own chain.
 */
export const checkReceipt = (
  payload: Uint8Array,
  ledger: Pick<Ledger, 'id' | 'centreKey' | 'hashAt'>,
  centre: CentreId,
  kiosk: KioskId,
): CheckedReceipt => {
  const decoded = decodeReceipt(payload);
  if (!decoded.ok) return flawed('receipt/malformed');
  const message = decoded.value;
  if (message.ledger !== ledger.id) return flawed('receipt/other-ledger');
  const centreKey = message.key as PublicKey;
  if ((ledger.centreKey() ?? centreKey) !== centreKey) return flawed('receipt/foreign-key');
  const signedText = receiptText(centre, kiosk, message);
  if (!isSignedBy(centreKey, signedText, message.sig)) return flawed('receipt/bad-signature');
  const receipt = { upTo: message.upTo, head: message.head, centreKey, signedText, sig: message.sig };
  return ledger.hashAt(message.upTo) === message.head
    ? { is: 'valid', receipt, at: message.at }
    : { is: 'twin', receipt };
};
