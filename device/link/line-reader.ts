import { ReadlineParser } from '@serialport/parser-readline';
import { createLineGuard } from './line-guard.ts';

export interface LineReaderOptions {
  readonly maxBytes: number;
  /** One character a byte. */
  readonly delimiter: string;
  /** One character a byte, without the delimiter. */
  readonly onLine: (line: string) => void;
  readonly onDropped: (bytes: number) => void;
}

export interface LineReader {
  push(chunk: Uint8Array): void;
  close(): void;
}

/** Bytes in, lines out, in constant memory. Make a new one for each opening of a link: half a line must not survive a cut. */
export const createLineReader = ({
  maxBytes,
  delimiter,
  onLine,
  onDropped,
}: LineReaderOptions): LineReader => {
  const guard = createLineGuard({ maxBytes, delimiter: Buffer.from(delimiter, 'latin1'), onDropped });
  const parser = guard.pipe(new ReadlineParser({ delimiter, encoding: 'latin1' }));
  parser.on('data', onLine);
  return {
    push: (chunk) => {
      guard.write(chunk);
    },
    close: () => {
      parser.removeAllListeners('data');
      guard.destroy();
      parser.destroy();
    },
  };
};
