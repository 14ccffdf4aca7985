#include "panel-line.h"

#include "crc16.h"

static char *put_hex(char *at, uint32_t value, uint8_t digits, char first_letter) {
  for (uint8_t left = digits; left > 0; left--) {
    uint8_t nibble = value & 0xFu;
    at[left - 1] = (char)(nibble < 10 ? '0' + nibble : first_letter + nibble - 10);
    value >>= 4;
  }
  return at + digits;
}

static char *put_decimal(char *at, uint32_t value) {
  char reversed[10];
  uint8_t count = 0;
  do {
    reversed[count++] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  while (count > 0) *at++ = reversed[--count];
  return at;
}

static char *start_line(char *out, char type, uint32_t nonce) {
  out[0] = '$';
  out[1] = type;
  out[2] = ',';
  char *at = put_hex(out + 3, nonce, 8, 'a');
  *at++ = ',';
  return at;
}

static uint8_t end_line(char *out, char *at) {
  uint16_t crc = crc16(out + 1, (uint8_t)(at - out - 1));
  *at++ = '*';
  at = put_hex(at, crc, 4, 'A');
  *at++ = '\n';
  return (uint8_t)(at - out);
}

uint8_t panel_line_hello(char *out, uint32_t nonce, const char *version) {
  char *at = start_line(out, 'H', nonce);
  for (uint8_t i = 0; i < VERSION_MAX_CHARS && version[i] != '\0'; i++) *at++ = version[i];
  return end_line(out, at);
}

uint8_t panel_line_press(char *out, uint32_t nonce, uint32_t seq, uint8_t button) {
  char *at = put_decimal(start_line(out, 'P', nonce), seq);
  *at++ = ',';
  *at++ = (char)('0' + button);
  return end_line(out, at);
}

uint8_t panel_line_alive(char *out, uint32_t nonce, uint8_t queued, uint8_t down_mask, uint8_t fault_mask) {
  char *at = put_decimal(start_line(out, 'A', nonce), queued);
  *at++ = ',';
  at = put_hex(at, down_mask, 2, 'A');
  *at++ = ',';
  at = put_hex(at, fault_mask, 2, 'A');
  return end_line(out, at);
}
