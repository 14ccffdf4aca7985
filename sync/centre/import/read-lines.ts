import { closeSync, openSync, readSync } from 'node:fs';

export interface FileLine {
  /** Counted from 1. */
  readonly line: number;
  /** Undefined for a line longer than the limit; its bytes were passed over. */
  readonly bytes: Buffer | undefined;
  /** False for a last line without its line feed: the file may have been cut there. */
  readonly isWhole: boolean;
}

const chunkBytes = 64 * 1024;

/** Reads a file line by line in bounded memory, whatever stands in it. */
export function* readLines(path: string, maxBytes: number): Generator<FileLine> {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    let held: Buffer[] = [];
    let heldBytes = 0;
    let line = 1;
    const take = (isWhole: boolean): FileLine => {
      const bytes = heldBytes > maxBytes ? undefined : Buffer.concat(held);
      held = [];
      heldBytes = 0;
      line += 1;
      return { line: line - 1, bytes, isWhole };
    };
    const hold = (part: Buffer): void => {
      heldBytes += part.length;
      if (heldBytes <= maxBytes) held.push(Buffer.from(part));
      else held = [];
    };
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) {
      let rest = chunk.subarray(0, read);
      for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
        hold(rest.subarray(0, at));
        yield take(true);
        rest = rest.subarray(at + 1);
      }
      if (rest.length > 0) hold(rest);
    }
    if (heldBytes > 0) yield take(false);
  } finally {
    closeSync(fd);
  }
}
