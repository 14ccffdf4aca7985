import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../sync/domain/categories.ts';
import {
  type EntryDraft,
  type EntryKind,
  type EntryTime,
  formatEntry,
  maxBodyLength,
  parseEntry,
  ratingSources,
} from '../../sync/domain/entry.ts';
import type {
  BootId,
  CounterId,
  DepartmentId,
  HashHex,
  Instant,
  LedgerId,
  Seq,
} from '../../sync/domain/ids.ts';

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const hashes = letters('0123456789abcdef', 64, 64).map((text) => text as HashHex);
const ledgers = letters('abcdefghijklmnopqrstuvwxyz234567', 26, 26).map((text) => text as LedgerId);
const slugs = fc.stringMatching(/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/);
const instants = fc.integer({ min: 0, max: 253_402_300_799_999 }).map((ms) => ms as Instant);
const seqs = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((n) => n as Seq);
const times: fc.Arbitrary<EntryTime> = fc.record({
  at: instants,
  boot: fc.stringMatching(/^[0-9a-zA-Z-]{1,64}$/).map((text) => text as BootId),
  up: fc.maxSafeNat(),
});
const reference = { of: seqs, ofHash: hashes };
const department = slugs.map((text) => text as DepartmentId);
const counter = slugs.map((text) => text as CounterId);
const category = fc.constantFrom(...categoryIds);
const via = fc.constantFrom(...ratingSources);

// Mapped over the kinds, so that a new kind without a generator does not compile.
const drafts: { readonly [K in EntryKind]: fc.Arbitrary<EntryDraft> } = {
  rating: fc.record(
    {
      kind: fc.constant('rating' as const),
      category,
      department,
      counter,
      via,
      press: fc.stringMatching(/^[!-~]{1,80}$/),
      repeat: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'category', 'department', 'counter', 'via'] },
  ),
  withdrawal: fc.record({ kind: fc.constant('withdrawal' as const), ...reference }),
  comment: fc.record({ kind: fc.constant('comment' as const), ...reference, textHash: hashes }),
  binding: fc.record({ kind: fc.constant('binding' as const), department, counter }),
  'self-test': fc.record({ kind: fc.constant('self-test' as const), category, via }),
  boot: fc.record({ kind: fc.constant('boot' as const), version: fc.string({ maxLength: 64 }) }),
  'clock-step': fc.record({ kind: fc.constant('clock-step' as const), from: instants, to: instants }),
  carried: fc.record({
    kind: fc.constant('carried' as const),
    ledger: ledgers,
    prev: hashes,
    body: fc.string({ maxLength: 500 }),
  }),
};

const time: EntryTime = { at: 1_613_350_000_000 as Instant, boot: 'boot-1' as BootId, up: 5 };
const rating: EntryDraft = {
  kind: 'rating',
  category: 'comment',
  department: 'so-y-te' as DepartmentId,
  counter: 'quay-1' as CounterId,
  via: 'touch',
};
const body = formatEntry(7 as Seq, time, rating);
const bent = (change: Record<string, unknown>): string => JSON.stringify({ ...JSON.parse(body), ...change });

describe('an entry', () => {
  // A blank behind it makes no difference to JSON, but it is nothing that `formatEntry` writes.
  it('is read the same whether it stands as it is written or in another form of JSON', () => {
    const kinds = Object.values(drafts);
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.integer({ min: 0, max: 2 }),
      put: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        seqs,
        times,
        fc.oneof(drafts.rating, ...kinds),
        fc.option(edit),
        (seq, at, draft, change) => {
          let text = formatEntry(seq, at, draft);
          if (change) {
            const place = change.at % text.length;
            text = text.slice(0, place) + change.put + text.slice(place + change.cut);
          }
          expect(parseEntry(text)).toStrictEqual(parseEntry(`${text} `));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each(Object.keys(drafts) as EntryKind[])('of kind %s is read as it was written', (kind) => {
    fc.assert(
      fc.property(seqs, times, drafts[kind], (seq, at, draft) => {
        expect(parseEntry(formatEntry(seq, at, draft))).toEqual({
          ok: true,
          entry: { v: 1, seq, ...at, ...draft },
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is one line of JSON that begins with version and place', () => {
    expect(body).toBe(
      '{"v":1,"seq":7,"at":1613350000000,"boot":"boot-1","up":5,"kind":"rating","category":"comment",' +
        '"department":"so-y-te","counter":"quay-1","via":"touch"}',
    );
  });

  it.each<[string, string]>([
    ['', 'entry/not-json'],
    ['{', 'entry/not-json'],
    ['null', 'entry/not-an-object'],
    ['[]', 'entry/not-an-object'],
    ['"x"', 'entry/not-an-object'],
    ['{}', 'entry/unknown-version'],
    [bent({ v: 2 }), 'entry/unknown-version'],
    [bent({ seq: 0 }), 'entry/bad-seq'],
    [bent({ seq: 1.5 }), 'entry/bad-seq'],
    [bent({ seq: 2 ** 53 }), 'entry/bad-seq'],
    [bent({ seq: '7' }), 'entry/bad-seq'],
    [bent({ at: -1 }), 'entry/bad-time'],
    [bent({ at: 253_402_300_800_000 }), 'entry/bad-time'],
    [bent({ boot: '' }), 'entry/bad-time'],
    [bent({ up: -1 }), 'entry/bad-time'],
    [bent({ up: null }), 'entry/bad-time'],
    [bent({ kind: 'toString' }), 'entry/unknown-kind'],
    [bent({ kind: '__proto__' }), 'entry/unknown-kind'],
    [bent({ kind: undefined }), 'entry/unknown-kind'],
    [bent({ category: 'angry' }), 'entry/bad-rating'],
    [bent({ department: 'Sở Y tế' }), 'entry/bad-rating'],
    [bent({ department: 'a/b' }), 'entry/bad-rating'],
    [bent({ counter: '' }), 'entry/bad-rating'],
    [bent({ via: 'telepathy' }), 'entry/bad-rating'],
    [bent({ press: '' }), 'entry/bad-rating'],
    [bent({ press: 'with space' }), 'entry/bad-rating'],
    [bent({ repeat: false }), 'entry/bad-rating'],
    [bent({ kind: 'withdrawal' }), 'entry/bad-withdrawal'],
    [bent({ kind: 'withdrawal', of: 0, ofHash: 'a'.repeat(64) }), 'entry/bad-withdrawal'],
    [bent({ kind: 'comment', of: 1, ofHash: 'a'.repeat(64), textHash: 'A'.repeat(64) }), 'entry/bad-comment'],
    [bent({ kind: 'binding', counter: 5 }), 'entry/bad-binding'],
    [bent({ kind: 'self-test', category: 1 }), 'entry/bad-self-test'],
    [bent({ kind: 'boot' }), 'entry/bad-boot'],
    [bent({ kind: 'clock-step', from: 1, to: 'x' }), 'entry/bad-clock-step'],
    [bent({ kind: 'carried', ledger: 'x', prev: 'a'.repeat(64), body: '' }), 'entry/bad-carried'],
    ['x'.repeat(maxBodyLength + 1), 'entry/too-long'],
  ])('%s is none: %s', (text, reason) => {
    expect(parseEntry(text)).toEqual({ ok: false, reason });
  });

  it('is never an exception, whatever text comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseEntry(text).ok).toBe('boolean');
      }),
    );
  });
});
