import type { ButtonIndex } from '../panel.ts';

/** The bytes that a box without line ends sends for a button. */
export interface ByteCode {
  readonly button: ButtonIndex;
  readonly bytes: readonly number[];
}

export interface ByteScan {
  /** The last bytes that may be the start of a code; never longer than the longest code. */
  readonly tail: readonly number[];
  readonly pressed: readonly ButtonIndex[];
  /** Bytes that belonged to no code. */
  readonly noiseBytes: number;
}

/** Whether a code is the end of other bytes: where these are a code too, the shorter would be found within the longer. */
export const isEndOf = (code: readonly number[], bytes: ArrayLike<number>): boolean =>
  code.length <= bytes.length && code.every((byte, at) => bytes[bytes.length - code.length + at] === byte);

/** Finds codes in a stream, however it is cut into chunks. Start with an empty tail. */
export const scanBytes = (
  before: readonly number[],
  chunk: Uint8Array,
  codes: readonly ByteCode[],
): ByteScan => {
  const bytes = Uint8Array.from([...before, ...chunk]);
  const lastBytes = new Set(codes.map((code) => code.bytes.at(-1)));
  const longest = Math.max(1, ...codes.map((code) => code.bytes.length));
  const pressed: ButtonIndex[] = [];
  let noiseBytes = 0;
  let from = 0;
  for (let end = before.length + 1; end <= bytes.length; end += 1) {
    if (!lastBytes.has(bytes[end - 1])) continue;
    const found = codes.find((code) => isEndOf(code.bytes, bytes.subarray(from, end)));
    if (found === undefined) continue;
    pressed.push(found.button);
    noiseBytes += end - from - found.bytes.length;
    from = end;
  }
  const keep = Math.max(from, bytes.length - (longest - 1));
  return { tail: [...bytes.subarray(keep)], pressed, noiseBytes: noiseBytes + (keep - from) };
};
