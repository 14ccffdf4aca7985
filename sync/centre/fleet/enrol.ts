import type { Instant, LedgerId } from '../../domain/ids.ts';
import { fingerprintOf, isSignedBy } from '../../proof/signing.ts';
import { decodeConfig, readConfigBody } from '../../wire/config-message.ts';
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentText,
  readCode,
} from '../../wire/enrolment.ts';
import type { Publication } from '../ingest/receipts.ts';
import { mintSecret } from '../people/secret.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { EnrolmentRow, Enrolments } from './enrolments.ts';
import { hashLogin } from './login-hash.ts';
import type { KioskSteering } from './steer-kiosks.ts';

/** Where a kiosk finds the broker. */
export interface BrokerAddress {
  readonly broker: string;
  readonly brokerCa?: string;
}

export type EnrolmentRefusal =
  /** Wrong, used, withdrawn, too old, or not signed by the key that came with it: which, is not said. */
  | 'code'
  /** The ledger trusts another centre. */
  | 'other-centre'
  /** The ledger is known here, under the name of another kiosk. */
  | 'known-ledger';

export type EnrolmentOutcome =
  | {
      readonly ok: true;
      readonly answer: EnrolmentAnswer;
      readonly enrolment: EnrolmentRow;
      readonly ledger: LedgerId;
      readonly publication: Publication;
    }
  | { readonly ok: false; readonly reason: EnrolmentRefusal };

const refused = (reason: EnrolmentRefusal): EnrolmentOutcome => ({ ok: false, reason });

/**
 * Lets a kiosk in, within the caller's transaction: uses the code up, pins the kiosk's key, gives it a password and its first
 * configuration. Of two kiosks with one code the second finds it used.
 */
export const enrolKiosk = (
  parts: {
    readonly store: CentreStore;
    readonly enrolments: Enrolments;
    readonly steering: KioskSteering;
    readonly now: () => Instant;
  },
  request: EnrolmentRequest,
  at: BrokerAddress,
): EnrolmentOutcome => {
  const { store, enrolments, steering, now } = parts;
  const { key, trusts, sig } = request;
  const code = readCode(request.code);
  const enrolment = code === undefined ? undefined : enrolments.find(code, now());
  if (!enrolment || code === undefined) return refused('code');
  if (!isSignedBy(key, enrolmentText(code, key), sig)) return refused('code');
  const { centre, publicKey } = store.identity;
  if (trusts !== undefined && trusts !== publicKey) return refused('other-centre');
  const { kiosk } = enrolment;
  const ledger = fingerprintOf(key) as LedgerId;
  const held = store.evidence.ledger(ledger);
  if (held && held.kiosk !== kiosk) return refused('known-ledger');

  const password = mintSecret();
  enrolments.use(enrolment.enrolmentNo, now());
  // From now on it is expected: a period is not complete without it.
  store.kiosks.numberOf(kiosk, now());
  store.enrolled.put(kiosk, ledger, key, hashLogin(password), now());
  const body = readConfigBody(enrolment.config);
  if (!body.ok) throw new Error(`enrolment ${enrolment.enrolmentNo}: ${body.reason}`);
  const { publication } = steering.configure(kiosk, body.value, enrolment.createdBy);
  const config = decodeConfig(Buffer.from(publication.payload));
  if (!config.ok) throw new Error(`enrolment ${enrolment.enrolmentNo}: ${config.reason}`);
  const answer: EnrolmentAnswer = {
    v: 1,
    kiosk,
    centre,
    centreKey: publicKey,
    ...at,
    login: { user: kiosk, password },
    config: config.value,
  };
  return { ok: true, answer, enrolment, ledger, publication };
};
