import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CategoryId, categoryIds } from '../../sync/domain/categories.ts';
import type { DepartmentId } from '../../sync/domain/ids.ts';
import {
  type CountCell,
  type DepartmentRow,
  percentOf,
  percentRow,
  sum,
  tallyOf,
} from '../../sync/domain/tally.ts';

const departments: readonly DepartmentRow[] = ['so-y-te', 'so-tu-phap', 'so-xay-dung'].map((id, i) => ({
  order: i + 1,
  id: id as DepartmentId,
  name: id.toUpperCase(),
}));

/** A press as the centre stores it: its place in a ledger is its identity. */
interface Press {
  readonly place: number;
  readonly department: DepartmentId;
  readonly category: CategoryId;
}
const presses = fc.uniqueArray(
  fc.record({
    place: fc.nat(),
    department: fc.constantFrom(...departments.map((d) => d.id)),
    category: fc.constantFrom(...categoryIds),
  }),
  { selector: (press) => press.place, maxLength: 200 },
);

/** What the centre does before it counts: one of each place. */
const cellsOf = (arrived: readonly Press[]): readonly CountCell[] => {
  const byPlace = new Map(arrived.map((press) => [press.place, press]));
  return [...byPlace.values()].map(({ department, category }) => ({ department, category, count: 1 }));
};

describe('tally', () => {
  it('of what arrived twice and in any order is the tally of what was pressed', () => {
    fc.assert(
      fc.property(
        presses.chain((once) =>
          fc.tuple(
            fc.constant(once),
            fc.shuffledSubarray([...once, ...once], { minLength: once.length * 2 }),
          ),
        ),
        ([once, arrived]) => {
          expect(tallyOf(departments, cellsOf(arrived))).toEqual(tallyOf(departments, cellsOf(once)));
        },
      ),
    );
  });

  it('adds up: rows, columns and the whole are the number of presses', () => {
    fc.assert(
      fc.property(presses, (once) => {
        const tally = tallyOf(departments, cellsOf(once));
        expect(tally.totals.total).toBe(once.length);
        expect(sum(tally.rows.map((row) => row.total))).toBe(once.length);
        expect(sum(tally.totals.counts)).toBe(once.length);
        for (const row of tally.rows) expect(sum(row.counts)).toBe(row.total);
      }),
    );
  });

  it('has a row for every department, in stored order, zero rows included', () => {
    const shuffled = [departments[2], departments[0], departments[1]].filter((d) => d !== undefined);
    const cell = { department: 'so-tu-phap' as DepartmentId, category: 'comment' as const, count: 3 };
    const tally = tallyOf(shuffled, [cell, cell]);
    expect(tally.rows.map((row) => [row.order, row.id, row.counts])).toEqual([
      [1, 'so-y-te', [0, 0, 0, 0, 0]],
      [2, 'so-tu-phap', [0, 0, 0, 0, 6]],
      [3, 'so-xay-dung', [0, 0, 0, 0, 0]],
    ]);
  });

  it('is zero of nothing', () => {
    expect(tallyOf([], [])).toEqual({
      rows: [],
      totals: { counts: [0, 0, 0, 0, 0], total: 0 },
      percent: ['0,00', '0,00', '0,00', '0,00', '0,00', '100'],
    });
  });

  it('does not let a rating of an unknown department vanish', () => {
    const cell = { department: 'so-khac' as DepartmentId, category: 'comment' as const, count: 1 };
    expect(() => tallyOf(departments, [cell])).toThrow('so-khac');
  });
});

describe('a percentage', () => {
  it.each([
    [169, 660, '25,61'],
    [491, 660, '74,39'],
    [0, 660, '0,00'],
    [660, 660, '100,00'],
    [1, 3, '33,33'],
    [2, 3, '66,67'],
    [1, 200_000, '0,00'],
    [1, 20_000, '0,01'],
    // Exactly half a hundredth: half-up. As a float 1.005 lies below its name and would be rounded down.
    [201, 20_000, '1,01'],
    [1, 8, '12,50'],
    [1, 16, '6,25'],
    [1, 32, '3,13'],
    [0, 0, '0,00'],
  ])('%i of %i is %s', (part, whole, text) => {
    expect(percentOf(part, whole)).toBe(text);
  });

  it('is half-up to the hundredth for every pair of whole numbers', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
          .chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole))),
        ([part, whole]) => {
          const text = percentOf(part, whole);
          expect(text).toMatch(/^\d{1,3},\d{2}$/);
          const hundredths = BigInt(text.replace(',', ''));
          // text − ½ ≤ exact < text + ½, in hundredths of a percent, without a division.
          const exact = 2n * 10_000n * BigInt(part);
          expect(exact >= (2n * hundredths - 1n) * BigInt(whole)).toBe(true);
          expect(exact < (2n * hundredths + 1n) * BigInt(whole)).toBe(true);
        },
      ),
    );
  });

  it('stands on its own: the cells of a row are not made to add up', () => {
    expect(percentRow([1, 1, 1, 0, 0])).toEqual(['33,33', '33,33', '33,33', '0,00', '0,00', '100']);
  });
});
