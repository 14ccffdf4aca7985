import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maxCommentLength, parseCommand } from '../../kiosk-app/contract/command.ts';
import { draftLength, draftLimit, editDraft, emptyDraft } from '../../kiosk-app/renderer/comment/editor.ts';
import { maxCommentLength as ledgerLimit } from '../../sync/ledger/open-ledger.ts';

const put = (text: string, caret = text.length) => editDraft(emptyDraft, { key: 'input', text, caret });

it('what an input method wrote is cut to the limit where it was written, and what stood there stays', () => {
  expect(put('tốt'.normalize('NFD'))).toEqual({ text: 'tốt', caret: 3 });
  const draft = put(`${'a'.repeat(310)}${'z'.repeat(20)}`, 310);
  expect(draft).toEqual({ text: `${'a'.repeat(280)}${'z'.repeat(20)}`, caret: 280 });
});

it('whatever is written, by keys or otherwise, is within the limit and taken by the kiosk', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    // Khmer: consonants with signs and subscripts, several units to a character.
    fc
      .array(fc.constantFrom('ក្រុំ', 'ស្ត្រី', 'ខ', 'េះ', '\u0301'), { maxLength: 400 })
      .map((all) => all.join('')),
    fc.constant('e\u0301\u0323'.repeat(20) + '\u0301'.repeat(9_000)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.nat(), fc.boolean()), { maxLength: 4 }), (strokes) => {
      let draft = emptyDraft;
      for (const [text, at, isTyped] of strokes) {
        const caret = at % (draft.text.length + 1);
        const now = `${draft.text.slice(0, caret)}${text}${draft.text.slice(caret)}`;
        draft = isTyped
          ? editDraft(editDraft(draft, { key: 'caret', at: caret }), { key: 'text', text, method: undefined })
          : editDraft(draft, { key: 'input', text: now, caret: caret + text.length });
        expect(draftLength(draft.text)).toBeLessThanOrEqual(draftLimit);
        expect(draft.caret).toBeLessThanOrEqual(draft.text.length);
      }
      const { text } = draft;
      if (text !== '') expect(parseCommand({ do: 'comment', seq: 1, text })).toMatchObject({ do: 'comment' });
    }),
    { numRuns: 60 },
  );
});

it('the longest Khmer comment that the field takes is one that the kiosk takes', () => {
  const { text } = put('ស្ត្រី'.repeat(400));
  expect(draftLength(text)).toBe(draftLimit);
  expect(text.length).toBeGreaterThan(1_500);
  expect(parseCommand({ do: 'comment', seq: 1, text })).toMatchObject({ text });
  expect(maxCommentLength).toBeLessThanOrEqual(ledgerLimit);
});
