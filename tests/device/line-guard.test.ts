import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineGuard } from '../../device/link/line-guard.ts';
import { createLineReader } from '../../device/link/line-reader.ts';

const maxBytes = 8;

const read = (chunks: readonly string[], delimiter = '\n'): { lines: string[]; dropped: number[] } => {
  const lines: string[] = [];
  const dropped: number[] = [];
  const reader = createLineReader({
    maxBytes,
    delimiter,
    onLine: (line) => lines.push(line),
    onDropped: (bytes) => dropped.push(bytes),
  });
  for (const chunk of chunks) reader.push(Buffer.from(chunk, 'latin1'));
  reader.close();
  return { lines, dropped };
};

const cutAnywhere = (text: string, cuts: readonly number[]): string[] => {
  const at = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index]));
};

describe('the guard before the line parser', () => {
  it('passes lines, however they are cut into chunks', () => {
    expect(read(['one\ntw', 'o', '\n', 'thr', 'ee\n'])).toEqual({
      lines: ['one', 'two', 'three'],
      dropped: [],
    });
  });

  it('passes a line of exactly the limit and drops one of one byte more', () => {
    expect(read(['12345678\n123456789\nok\n'])).toEqual({ lines: ['12345678', 'ok'], dropped: [9] });
  });

  it('counts an over-long line once, with all its bytes, when its end is seen', () => {
    expect(read(['x'.repeat(30), 'x'.repeat(70), 'xx\nok\n'])).toEqual({ lines: ['ok'], dropped: [102] });
  });

  it('knows a delimiter of several bytes that is cut in two', () => {
    expect(read(['one\r', '\ntwo\r\n', 'x'.repeat(20), '\r', '\nok\r\n'], '\r\n')).toEqual({
      lines: ['one', 'two', 'ok'],
      dropped: [20],
    });
  });

  it('gives the same lines and the same drops for every way of cutting the same bytes', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', '\r', '\n', '\r\n', 'aaaa', '\xff'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
        for (const delimiter of ['\n', '\r\n']) {
          const parts = text.split(delimiter).slice(0, -1);
          expect(read(cutAnywhere(text, cuts), delimiter)).toEqual({
            lines: parts.filter((part) => part.length > 0 && part.length <= maxBytes),
            dropped: parts.filter((part) => part.length > maxBytes).map((part) => part.length),
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('holds no more than a line after 64 MB of noise without an end, and the next line works', async () => {
    const lines: string[] = [];
    const guard = createLineGuard({ maxBytes: 64, delimiter: Buffer.from('\n'), onDropped: () => {} });
    guard.on('data', (line: Buffer) => lines.push(line.toString()));
    const noise = Buffer.alloc(1 << 16, 0x55);
    global.gc?.();
    const before = process.memoryUsage();
    const startedMs = performance.now();
    for (let sent = 0; sent < 64 << 20; sent += noise.length) {
      if (!guard.write(noise)) throw new Error('the guard holds noise back instead of dropping it');
    }
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(guard.readableLength + guard.writableLength).toBe(0);
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(32 << 20);
    guard.write('\n$Q*AB24\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toEqual(['$Q*AB24\n']);
  });
});
