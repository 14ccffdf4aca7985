import { crcHex } from './crc16.ts';
import type { HostFrame, PanelFrame } from './frame.ts';

const hex2 = (mask: number): string => mask.toString(16).toUpperCase().padStart(2, '0');

const bodyOf = (frame: PanelFrame | HostFrame): string => {
  switch (frame.type) {
    case 'hello':
      return `H,${frame.nonce},${frame.version}`;
    case 'press':
      return `P,${frame.nonce},${frame.seq},${frame.button}`;
    case 'alive':
      return `A,${frame.nonce},${frame.queued},${hex2(frame.down)},${hex2(frame.fault)}`;
    case 'who':
      return 'Q';
    case 'recorded':
      return `K,${frame.nonce},${frame.seq}`;
    case 'refused':
      return `N,${frame.nonce},${frame.seq}`;
  }
};

/** The line as it travels, without its line feed. */
export const encodeFrame = (frame: PanelFrame | HostFrame): string => {
  const body = bodyOf(frame);
  return `$${body}*${crcHex(body)}`;
};
