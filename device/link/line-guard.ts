import { Transform, type TransformCallback } from 'node:stream';

export interface LineGuardOptions {
  /** A line may be this long, without its delimiter. */
  readonly maxBytes: number;
  readonly delimiter: Uint8Array;
  /** Called once for each dropped line, when its end was seen, with the bytes it had. */
  readonly onDropped: (bytes: number) => void;
}

/**
 * Stands before `@serialport/parser-readline`, which buffers without limit until it sees a delimiter (64 MB of noise cost it
 * 20 s of CPU). Only whole lines of an allowed length pass; whatever is longer is dropped up to its delimiter. Holds at most
 * one line, however much noise comes.
 */
export const createLineGuard = ({ maxBytes, delimiter, onDropped }: LineGuardOptions): Transform => {
  let held = Buffer.alloc(0);
  let droppedBytes = 0;

  const cut = (input: Buffer, out: Transform): void => {
    let from = 0;
    for (let at = input.indexOf(delimiter, from); at >= 0; at = input.indexOf(delimiter, from)) {
      const next = at + delimiter.length;
      if (droppedBytes > 0 || at - from > maxBytes) {
        onDropped(droppedBytes + (at - from));
        droppedBytes = 0;
      } else {
        out.push(Buffer.from(input.subarray(from, next)));
      }
      from = next;
    }
    // The tail of a delimiter may be all that has come of it, so that much of an over-long line stays.
    const restBytes = input.length - from;
    const keepBytes =
      droppedBytes > 0 || restBytes > maxBytes + delimiter.length - 1 ? delimiter.length - 1 : restBytes;
    droppedBytes += restBytes > keepBytes ? restBytes - keepBytes : 0;
    // A copy: a slice would keep the whole chunk alive.
    held = Buffer.from(input.subarray(input.length - Math.min(keepBytes, restBytes)));
  };

  return new Transform({
    transform(this: Transform, chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      cut(held.length > 0 ? Buffer.concat([held, chunk]) : chunk, this);
      done();
    },
  });
};
