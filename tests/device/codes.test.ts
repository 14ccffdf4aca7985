import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ButtonIndex } from '../../device/panel.ts';
import { type ByteCode, scanBytes } from '../../device/protocol/byte-codes.ts';
import { decodeBootReport } from '../../device/protocol/hid-keyboard.ts';
import {
  formatReportCode,
  isCodeDown,
  isImpliedBy,
  parseReportCode,
} from '../../device/protocol/hid-report.ts';
import { canOverlap, type LinePattern, matchesPattern } from '../../device/protocol/line-pattern.ts';

const pattern = (text: string): LinePattern => text as LinePattern;

describe('patterns of lines', () => {
  it.each([
    ['BTN1', 'BTN1', true],
    ['BTN1', 'BTN12', false],
    ['BTN?', 'BTN1', true],
    ['BTN?', 'BTN', false],
    ['K=*1*', 'K=0001,7', true],
    ['K=*1*', 'K=0002,7', false],
    ['*', '', true],
    ['*a*b*c', 'xxaxxbxxbxc', true],
  ])('%s on %s: %s', (text, line, is) => {
    expect(matchesPattern(pattern(text), line)).toBe(is);
  });

  it.each([
    ['A*', '*B', true],
    ['A*', 'B*', false],
    ['KEY=1*', 'KEY=2*', false],
    ['KEY=?', 'KEY=3', true],
    ['*x', '*y', false],
    ['a?c', 'ab?', true],
  ])('%s and %s can be the same line: %s', (a, b, is) => {
    expect(canOverlap(pattern(a), pattern(b))).toBe(is);
    expect(canOverlap(pattern(b), pattern(a))).toBe(is);
  });

  it('finds that two patterns overlap whenever one line matches both', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    const lines = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });
    fc.assert(
      fc.property(texts, texts, lines, (a, b, line) => {
        if (matchesPattern(pattern(a), line) && matchesPattern(pattern(b), line)) {
          expect(canOverlap(pattern(a), pattern(b))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes no longer for a pattern made to be slow', () => {
    // Time of this process, not of the clock; backtracking would take longer than anybody waits.
    const before = process.cpuUsage();
    expect(matchesPattern(pattern(`${'*a'.repeat(100)}b`), 'a'.repeat(256))).toBe(false);
    expect(canOverlap(pattern('*a'.repeat(120)), pattern('?*b'.repeat(80)))).toBe(false);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});

describe('byte codes in a stream', () => {
  const codes: readonly ByteCode[] = [
    { button: 1 as ButtonIndex, bytes: [0xa0, 0x01] },
    { button: 2 as ButtonIndex, bytes: [0xa0, 0x02] },
    { button: 3 as ButtonIndex, bytes: [0x33] },
  ];

  it('finds them, and counts what belongs to none', () => {
    const scan = scanBytes([], Uint8Array.of(0xa0, 0x01, 0xff, 0x33, 0xa0, 0x02, 0xa0), codes);
    expect(scan).toEqual({ tail: [0xa0], pressed: [1, 3, 2], noiseBytes: 1 });
  });

  it('gives the same for every way of cutting the same bytes', () => {
    const bytes = fc.array(fc.constantFrom(0xa0, 0x01, 0x02, 0x33, 0xff), { maxLength: 30 });
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 30 }), { maxLength: 6 }), (list, cuts) => {
        const whole = scanBytes([], Uint8Array.from(list), codes);
        const at = [0, ...new Set(cuts.filter((cut) => cut <= list.length))].sort((a, b) => a - b);
        let tail: readonly number[] = [];
        let noiseBytes = 0;
        const pressed = at.flatMap((from, index) => {
          const scan = scanBytes(tail, Uint8Array.from(list.slice(from, at[index + 1])), codes);
          tail = scan.tail;
          noiseBytes += scan.noiseBytes;
          return scan.pressed;
        });
        expect({ tail, pressed, noiseBytes }).toEqual(whole);
      }),
    );
  });
});

describe('HID reports', () => {
  it.each(['5.4', '0.0', '2=0x10', '5&0xf0=0x20', '3&0x01=0x00'])('%s is read and written', (text) => {
    const code = parseReportCode(text);
    expect(code && formatReportCode(code)).toBe(text);
  });

  it.each(['', '5', '5.8', '2000.1', '1=0x100', '1&0x0f=0x10', '1&0x00=0x00', 'x.1'])(
    '%s is none',
    (text) => {
      expect(parseReportCode(text)).toBeUndefined();
    },
  );

  it('knows when pressing one button always presses another as well', () => {
    const code = (text: string) => parseReportCode(text) ?? { byte: 0, mask: 0, value: 0 };
    expect(isImpliedBy(code('0.0'), code('0=0x03'))).toBe(true);
    expect(isImpliedBy(code('0.0'), code('0=0x02'))).toBe(false);
    expect(isImpliedBy(code('0.0'), code('0.1'))).toBe(false);
    expect(isImpliedBy(code('1.0'), code('0=0x01'))).toBe(false);
    expect(isCodeDown(code('9.0'), Uint8Array.of(1))).toBe(false);
  });

  it('reads a boot report with and without its id, and refuses what is none', () => {
    const body = [0, 0, 0x59, 0x5a, 0, 0, 0, 0];
    expect(decodeBootReport(Uint8Array.from(body), undefined)).toEqual([0x59, 0x5a]);
    expect(decodeBootReport(Uint8Array.from([1, ...body]), 1)).toEqual([0x59, 0x5a]);
    expect(decodeBootReport(Uint8Array.from([2, ...body]), 1)).toBeUndefined();
    expect(decodeBootReport(Uint8Array.from([1, ...body]), undefined)).toBeUndefined();
    expect(decodeBootReport(Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1), undefined)).toBeUndefined();
  });
});
