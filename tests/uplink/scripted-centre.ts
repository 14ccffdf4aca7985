import { connect, type MqttClient } from 'mqtt';
import { entryHash, genesisHash } from '../../sync/domain/chain.ts';
import type { CentreId, HashHex, Instant, KioskId, LedgerId, Seq } from '../../sync/domain/ids.ts';
import { isSignedBy, mintKeyPair, type PublicKey, sha256, signerOf } from '../../sync/proof/signing.ts';
import {
  decodeEntries,
  decodeState,
  type EntriesMessage,
  type ReceiptMessage,
  receiptText,
  type StateMessage,
  sealText,
} from '../../sync/wire/messages.ts';
import { everyKiosk, formatTopic, parseTopic } from '../../sync/wire/topics.ts';

interface Stored {
  readonly bodies: string[];
  readonly hashes: HashHex[];
}

/** The centre's side of the wire, played by the test with real keys: it stores in memory and does what it is told. */
export interface ScriptedCentre {
  readonly publicKey: PublicKey;
  readonly states: StateMessage[];
  readonly batches: EntriesMessage[];
  bodies(ledger: LedgerId): readonly string[];
  /** Forgets what lies above `upTo`, as a store that was restored from a backup. */
  forget(ledger: LedgerId, upTo: number): void;
  /** Takes nothing and answers nothing while false. */
  listening: boolean;
  /** Drops the next n batches that carry entries. */
  dropNext: number;
  /** Makes and signs a receipt; `change` bends it before it is signed, `after` when it is signed already. */
  receipt(ledger: LedgerId, change?: Partial<ReceiptMessage>, after?: Partial<ReceiptMessage>): string;
  publish(kiosk: KioskId, payload: string, retain?: boolean): Promise<void>;
  close(): Promise<void>;
}

export const startScriptedCentre = async (
  url: string,
  centre: CentreId,
  keys: ReturnType<typeof mintKeyPair> = mintKeyPair(),
  retainReceipts = true,
): Promise<ScriptedCentre> => {
  const client: MqttClient = connect(url, { protocolVersion: 4, reconnectPeriod: 100, clean: true });
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  await client.subscribeAsync([everyKiosk(centre, 'entries'), everyKiosk(centre, 'state')], { qos: 1 });
  const sign = signerOf(keys.privateKey);
  const stored = new Map<LedgerId, Stored>();
  const kiosks = new Map<LedgerId, KioskId>();

  const of = (ledger: LedgerId): Stored => {
    const found = stored.get(ledger) ?? { bodies: [], hashes: [genesisHash(sha256, ledger)] };
    stored.set(ledger, found);
    return found;
  };

  const take = (message: EntriesMessage): void => {
    const { bodies, hashes } = of(message.ledger);
    const upTo = (message.first + message.entries.length - 1) as Seq;
    if (!isSignedBy(message.key as PublicKey, sealText(upTo, message), message.sig))
      throw new Error('bad seal');
    if (message.first > bodies.length + 1) return;
    if (hashes[message.first - 1] !== message.prev) throw new Error('prev does not fit');
    message.entries.forEach((body, i) => {
      const seq = message.first + i;
      if (seq <= bodies.length) return;
      bodies.push(body);
      hashes.push(entryHash(sha256, hashes[seq - 1] as HashHex, body));
    });
    if (message.entries.length > 0 && hashes[upTo] !== message.head) throw new Error('head does not fit');
  };

  const self: ScriptedCentre = {
    publicKey: keys.publicKey,
    states: [],
    batches: [],
    listening: true,
    dropNext: 0,
    bodies: (ledger) => of(ledger).bodies,
    forget(ledger, upTo) {
      of(ledger).bodies.length = upTo;
      of(ledger).hashes.length = upTo + 1;
    },
    receipt(ledger, change = {}, after = {}) {
      const { bodies, hashes } = of(ledger);
      const upTo = change.upTo ?? (bodies.length as Seq);
      const message = {
        v: 1 as const,
        ledger,
        upTo,
        head: hashes[upTo] ?? sha256('none'),
        at: Date.now() as Instant,
        key: keys.publicKey as string,
        ...change,
      };
      const kiosk = kiosks.get(ledger) ?? ('quay-1' as KioskId);
      return JSON.stringify({ ...message, sig: sign(receiptText(centre, kiosk, message)), ...after });
    },
    async publish(kiosk, payload, retain = false) {
      await client.publishAsync(formatTopic({ centre, kiosk, channel: 'receipt' }), payload, {
        qos: 1,
        retain,
      });
    },
    close: () => client.endAsync(true),
  };

  client.on('message', (topic, payload) => {
    const parsed = parseTopic(topic);
    if (!parsed) return;
    if (parsed.channel === 'state') {
      const state = decodeState(payload);
      if (!state.ok) throw new Error(state.reason);
      self.states.push(state.value);
      return;
    }
    if (!self.listening) return;
    const decoded = decodeEntries(payload);
    if (!decoded.ok) throw new Error(decoded.reason);
    const message = decoded.value;
    kiosks.set(message.ledger, parsed.kiosk);
    if (message.entries.length > 0 && self.dropNext > 0) {
      self.dropNext -= 1;
      return;
    }
    self.batches.push(message);
    take(message);
    void self.publish(parsed.kiosk, self.receipt(message.ledger), retainReceipts);
  });
  return self;
};
