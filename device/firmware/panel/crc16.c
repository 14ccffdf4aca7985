#include "crc16.h"

/* Eight steps of the polynomial at once, by shifts: a table would cost 512 bytes, a loop over bits four times the cycles. */
uint16_t crc16_step(uint16_t crc, uint8_t byte) {
  uint8_t top = (uint8_t)((crc >> 8) ^ byte);
  top ^= (uint8_t)(top >> 4);
  return (uint16_t)((uint16_t)(crc << 8) ^ (uint16_t)((uint16_t)top << 12) ^ (uint16_t)((uint16_t)top << 5) ^ top);
}

uint16_t crc16(const void *bytes, uint8_t length) {
  const uint8_t *at = bytes;
  uint16_t crc = CRC16_INITIAL;
  while (length-- > 0) crc = crc16_step(crc, *at++);
  return crc;
}
