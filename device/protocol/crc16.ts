/**
 * CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, no reflection, no final XOR; `123456789` gives 0x29B1.
 * Chosen because avr-libc has it in hand-written assembler (`_crc_xmodem_update`, with this initial value).
 */
export const crc16 = (text: string): number => {
  let crc = 0xffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= (text.charCodeAt(at) & 0xff) << 8;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
    }
  }
  return crc;
};

/** Four upper-case hex digits. `text` is one byte per character (latin1). */
export const crcHex = (text: string): string => crc16(text).toString(16).toUpperCase().padStart(4, '0');
