/** Cuts a stream of MQTT bytes into whole control packets (MQTT 3.1.1, 2.2); what is not whole yet is kept. */
export const createPacketCutter = (): ((bytes: Buffer) => readonly Buffer[]) => {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const packets: Buffer[] = [];
    for (;;) {
      const length = packetLength(rest);
      if (length === undefined || rest.length < length) return packets;
      packets.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  };
};

/** The length that the fixed header announces, itself included; undefined while the header is not whole. */
const packetLength = (bytes: Buffer): number | undefined => {
  let remaining = 0;
  for (let i = 1; i <= 4; i += 1) {
    const byte = bytes[i];
    if (byte === undefined) return undefined;
    remaining += (byte & 0x7f) * 128 ** (i - 1);
    if (byte < 0x80) return 1 + i + remaining;
  }
  throw new Error('not MQTT: a length of more than four bytes');
};

/** Whether a packet is a PUBLISH that its receiver acknowledges, and so may meet twice. */
export const isPublishQos1 = (packet: Buffer): boolean => ((packet[0] ?? 0) & 0xf6) === 0x32;

/** The same PUBLISH as its sender would send it again: with the DUP flag. */
export const asDuplicate = (packet: Buffer): Buffer => {
  const again = Buffer.from(packet);
  again[0] = (again[0] ?? 0) | 0x08;
  return again;
};
