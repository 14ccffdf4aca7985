/** The longest MQTT packet a broker inside takes, bytes: a full batch with its comment texts and room to spare. */
export const maxPacketBytes = 512 * 1024;

/**
 * Watches the packet lengths in one connection's bytes; returns false at the first packet that is too long (or whose length is
 * no MQTT length at all). The parser behind it would gather whatever is announced, up to 256 MB, before it looks at it.
 * Source: MQTT 3.1.1, 2.2.3: after the first byte of a packet comes its length, 7 bits a byte, at most 4 bytes.
 */
export const frameGuard = (maxBytes: number = maxPacketBytes): ((chunk: Uint8Array) => boolean) => {
  let body = 0;
  let lengthBytes = -1;
  let length = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (body > 0) {
        const skipped = Math.min(body, chunk.length - at);
        body -= skipped;
        at += skipped;
        continue;
      }
      const byte = chunk[at] ?? 0;
      at += 1;
      if (lengthBytes < 0) {
        lengthBytes = 0;
        length = 0;
        continue;
      }
      length += (byte & 0x7f) * 128 ** lengthBytes;
      lengthBytes += 1;
      if ((byte & 0x80) !== 0 && lengthBytes < 4) continue;
      if ((byte & 0x80) !== 0 || length > maxBytes) return false;
      body = length;
      lengthBytes = -1;
    }
    return true;
  };
};
