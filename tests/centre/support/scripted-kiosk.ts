import { entryHash, genesisHash } from '../../../sync/domain/chain.ts';
import { type EntryDraft, formatEntry } from '../../../sync/domain/entry.ts';
import type {
  BootId,
  CentreId,
  CounterId,
  DepartmentId,
  HashHex,
  Instant,
  KioskId,
  LedgerId,
  Seq,
} from '../../../sync/domain/ids.ts';
import { fingerprintOf, mintKeyPair, sha256, signerOf } from '../../../sync/proof/signing.ts';
import {
  type ClockSample,
  type EntriesMessage,
  type StateMessage,
  sealText,
} from '../../../sync/wire/messages.ts';
import { formatTopic } from '../../../sync/wire/topics.ts';

export const centreId = 'centre' as CentreId;
export const seq = (n: number): Seq => n as Seq;
export const instant = (iso: string): Instant => Date.parse(iso) as Instant;
export const department = (id: string): DepartmentId => id as DepartmentId;

type Category = Extract<EntryDraft, { kind: 'rating' }>['category'];

export const ratingDraft = (
  over: Partial<Omit<Extract<EntryDraft, { kind: 'rating' }>, 'kind'>> = {},
): EntryDraft => ({
  kind: 'rating',
  category: 'satisfied-service' satisfies Category,
  department: department('so-tu-phap'),
  counter: 'q1' as CounterId,
  via: 'touch',
  ...over,
});

/** The clocks of a scripted machine: wall time, a boot, and the time since it began. */
export interface ScriptedClock {
  at: Instant;
  boot: BootId;
  up: number;
}

export interface ScriptedKiosk {
  readonly kiosk: KioskId;
  readonly ledger: LedgerId;
  readonly clock: ScriptedClock;
  readonly bodies: string[];
  readonly hashes: HashHex[];
  head(): Seq;
  hashAt(place: number): HashHex;
  /** Both clocks run on. */
  pass(ms: number): void;
  write(draft: EntryDraft): Seq;
  /** Chains a text that need not be an entry. */
  writeRaw(body: string): Seq;
  batch(
    first: number,
    last?: number,
    change?: Partial<EntriesMessage>,
    echo?: ClockSample['echo'],
  ): EntriesMessage;
  state(over?: Partial<StateMessage>, ledger?: Partial<StateMessage['ledger']>): StateMessage;
  entriesTopic: string;
  stateTopic: string;
  /** A twin with the same key and the same entries so far. */
  clone(kiosk?: string): ScriptedKiosk;
}

const open = (
  kiosk: KioskId,
  keys: ReturnType<typeof mintKeyPair>,
  clock: ScriptedClock,
  bodies: string[],
  hashes: HashHex[],
): ScriptedKiosk => {
  const ledger = fingerprintOf(keys.publicKey) as LedgerId;
  const sign = signerOf(keys.privateKey);
  const hashAt = (place: number): HashHex =>
    place === 0 ? genesisHash(sha256, ledger) : (hashes[place - 1] as HashHex);
  const head = (): Seq => seq(bodies.length);
  const writeRaw = (body: string): Seq => {
    hashes.push(entryHash(sha256, hashAt(bodies.length), body));
    bodies.push(body);
    return head();
  };
  return {
    kiosk,
    ledger,
    clock,
    bodies,
    hashes,
    head,
    hashAt,
    pass: (ms) => {
      clock.at = (clock.at + ms) as Instant;
      clock.up += ms;
    },
    writeRaw,
    write: (draft) => writeRaw(formatEntry(seq(bodies.length + 1), { ...clock }, draft)),
    batch: (first, last = bodies.length, change = {}, echo) => {
      const message = {
        v: 1 as const,
        ledger,
        key: keys.publicKey,
        first: seq(first),
        prev: hashAt(first - 1),
        entries: bodies.slice(first - 1, last),
        head: hashAt(last),
        clock: { wall: clock.at, boot: clock.boot, up: clock.up, ...(echo ? { echo } : {}) },
        ...change,
      };
      return {
        ...message,
        sig: sign(sealText(seq(message.first + message.entries.length - 1), message)),
        ...change,
      };
    },
    state: (over = {}, of = {}) => ({
      v: 1,
      online: true,
      version: 'test',
      clock: { wall: clock.at, boot: clock.boot, up: clock.up },
      ledger: { id: ledger, key: keys.publicKey, head: head(), watermark: seq(0), ...of },
      binding: { department: 'so-tu-phap', counter: 'q1' },
      ...over,
    }),
    entriesTopic: formatTopic({ centre: centreId, kiosk, channel: 'entries' }),
    stateTopic: formatTopic({ centre: centreId, kiosk, channel: 'state' }),
    clone: (name = kiosk) => open(name as KioskId, keys, { ...clock }, [...bodies], [...hashes]),
  };
};

/** A kiosk's side of the wire with real keys and a real chain, under the test's hand. */
export const scriptKiosk = (name: string, at: Instant, boot = 'boot-1', up = 60_000): ScriptedKiosk =>
  open(name as KioskId, mintKeyPair(), { at, boot: boot as BootId, up }, [], []);
