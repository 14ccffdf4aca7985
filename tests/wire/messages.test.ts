import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BootId, CentreId, HashHex, Instant, KioskId, LedgerId, Seq } from '../../sync/domain/ids.ts';
import {
  decodeEntries,
  decodeReceipt,
  decodeState,
  maxBatchBytes,
  maxBatchEntries,
  receiptText,
  sealText,
} from '../../sync/wire/messages.ts';
import { channels, everyKiosk, formatTopic, parseTopic } from '../../sync/wire/topics.ts';

const ledger = 'a'.repeat(26) as LedgerId;
const hash = '0'.repeat(64) as HashHex;
const key = 'k'.repeat(43);
const sig = 's'.repeat(86);
const clock = { wall: 1 as Instant, boot: 'boot-1' as BootId, up: 2, echo: { at: 3 as Instant, up: 1 } };
const entries = { v: 1, ledger, key, first: 1, prev: hash, entries: ['{}'], head: hash, clock, sig };
const receipt = { v: 1, ledger, upTo: 0, head: hash, at: 5, key, sig };
const state = {
  v: 1,
  online: true,
  version: '1',
  clock: { wall: 1, boot: 'b', up: 2 },
  ledger: { id: ledger, key, head: 3, watermark: 2 },
  binding: { department: 'so-y-te', counter: 'quay-1' },
  panel: { status: 'ready', port: '/dev/x' },
};
const bytes = (value: unknown): Uint8Array =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');

describe('messages', () => {
  it('are read as they were written', () => {
    expect(decodeEntries(bytes(entries))).toEqual({ ok: true, value: entries });
    expect(decodeReceipt(bytes(receipt))).toEqual({ ok: true, value: receipt });
    expect(decodeState(bytes(state))).toEqual({ ok: true, value: state });
    const texts = [{ seq: 1, salt: '0'.repeat(32), text: 'Tốt' }];
    expect(decodeEntries(bytes({ ...entries, texts }))).toMatchObject({ ok: true, value: { texts } });
    expect(decodeEntries(bytes({ ...entries, entries: [] })).ok).toBe(true);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{"v":1', 'wire/not-json'],
    ['bytes that are no UTF-8', 'latin', 'wire/not-json'],
    ['another version', { ...entries, v: 2 }, 'wire/malformed: v'],
    ['a place before the first', { ...entries, first: 0 }, 'wire/malformed: first'],
    ['a name that is no ledger', { ...entries, ledger: 'A' }, 'wire/malformed: ledger'],
    ['a short hash', { ...entries, prev: 'ab' }, 'wire/malformed: prev'],
    ['entries that are no texts', { ...entries, entries: [{}] }, 'wire/malformed: entries.0'],
    [
      'too many entries',
      { ...entries, entries: Array(maxBatchEntries + 1).fill('') },
      'wire/malformed: entries',
    ],
    ['a clock without a boot', { ...entries, clock: { wall: 1, up: 1 } }, 'wire/malformed: clock.boot'],
    ['a signature of another length', { ...entries, sig: 'x' }, 'wire/malformed: sig'],
    ['an unknown field', { ...entries, more: 1 }, 'wire/malformed: message'],
    [
      'a batch over the limit',
      { ...entries, entries: ['x'.repeat(maxBatchBytes + 70_000)] },
      'wire/too-large',
    ],
    ['a list', [], 'wire/malformed: message'],
    ['nothing', '', 'wire/not-json'],
  ])('refuse %s', (name, value, reason) => {
    const payload = name.includes('UTF-8') ? Uint8Array.from([0x22, 0xff, 0x22]) : bytes(value);
    expect(decodeEntries(payload)).toEqual({ ok: false, reason });
  });

  it('refuse a receipt that is large or has a negative place', () => {
    expect(decodeReceipt(bytes(`"${'x'.repeat(4_096)}"`))).toEqual({ ok: false, reason: 'wire/too-large' });
    expect(decodeReceipt(bytes({ ...receipt, upTo: -1 })).ok).toBe(false);
    expect(decodeState(bytes({ ...state, panel: {} })).ok).toBe(false);
  });

  it('are never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (payload) => {
        for (const decode of [decodeEntries, decodeReceipt, decodeState])
          expect(decode(payload).ok).toBe(false);
      }),
    );
  });

  it('are signed over texts that cannot be mistaken for one another', () => {
    const decoded = decodeEntries(bytes(entries));
    if (!decoded.ok) throw new Error(decoded.reason);
    // What the centre rebuilds from the parsed message is what the kiosk signed: the clock keeps the order of its keys.
    expect(sealText(1 as Seq, decoded.value)).toBe(sealText(1 as Seq, { ledger, head: hash, clock }));
    expect(sealText(1 as Seq, decoded.value)).toBe(
      `motcham/1/seal\n${ledger}\n1\n${hash}\n{"wall":1,"boot":"boot-1","up":2,"echo":{"at":3,"up":1}}`,
    );
    const r = { ledger, upTo: 9 as Seq, head: hash, at: 5 as Instant };
    expect(receiptText('c' as CentreId, 'k' as KioskId, r)).toBe(
      `motcham/1/receipt\nc\nk\n${ledger}\n9\n${hash}\n5`,
    );
  });
});

describe('topics', () => {
  it.each(channels)('of channel %s are read as they were written', (channel) => {
    const topic = { centre: 'khanh-hoa' as CentreId, kiosk: 'quay-1' as KioskId, channel };
    expect(parseTopic(formatTopic(topic))).toEqual(topic);
  });

  it('have a filter for every kiosk of a centre', () => {
    expect(everyKiosk('khanh-hoa' as CentreId, 'entries')).toBe('motcham/1/khanh-hoa/+/entries');
  });

  it.each([
    '',
    'motcham',
    'motcham/1/c/k/entries/more',
    'motcham/2/c/k/entries',
    'other/1/c/k/entries',
    'motcham/1/c/k/gossip',
    'motcham/1//k/entries',
    'motcham/1/c/+/entries',
    'motcham/1/C/k/entries',
    '$SYS/broker/uptime',
  ])('%j is none of ours', (text) => {
    expect(parseTopic(text)).toBeUndefined();
  });
});
