#include "host-line.h"

#include "crc16.h"

/* Stands for every length that does not fit. */
#define OVERFLOWED (LINE_MAX_BYTES + 2)

bool line_buffer_take(struct line_buffer *buffer, uint8_t byte) {
  if (buffer->is_whole) buffer->length = 0;
  buffer->is_whole = byte == '\n';
  if (!buffer->is_whole) {
    if (buffer->length < sizeof buffer->text) buffer->text[buffer->length++] = (char)byte;
    else buffer->length = OVERFLOWED;
    return false;
  }
  const uint8_t length = buffer->length;
  if (length > 0 && length <= sizeof buffer->text && buffer->text[length - 1] == '\r') buffer->length--;
  return true;
}

/* -1 where the character is no digit of that kind. */
static int8_t digit_of(char c, char first_letter) {
  if (c >= '0' && c <= '9') return (int8_t)(c - '0');
  if (c >= first_letter && c <= first_letter + 5) return (int8_t)(c - first_letter + 10);
  return -1;
}

static bool read_hex(const char *text, uint8_t length, char first_letter, uint32_t *value) {
  uint32_t sum = 0;
  for (uint8_t i = 0; i < length; i++) {
    int8_t digit = digit_of(text[i], first_letter);
    if (digit < 0) return false;
    sum = (sum << 4) | (uint8_t)digit;
  }
  *value = sum;
  return true;
}

/* 1 to 4294967295, no leading zero, no sign. */
static bool read_seq(const char *text, uint8_t length, uint32_t *value) {
  if (length < 1 || length > 10 || text[0] == '0') return false;
  uint32_t sum = 0;
  for (uint8_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    uint8_t digit = (uint8_t)(text[i] - '0');
    if (sum > 429496729uL || (sum == 429496729uL && digit > 5)) return false;
    sum = sum * 10 + digit;
  }
  *value = sum;
  return true;
}

#define FIELDS_MAX 4

struct field {
  const char *text;
  uint8_t length;
};

/* How many fields there are; those beyond FIELDS_MAX are counted but not kept. */
static uint8_t split(const char *body, uint8_t length, struct field fields[FIELDS_MAX]) {
  uint8_t count = 0;
  uint8_t from = 0;
  for (uint8_t at = 0; at <= length; at++) {
    if (at < length && body[at] != ',') continue;
    if (count < FIELDS_MAX) fields[count] = (struct field){body + from, (uint8_t)(at - from)};
    count++;
    from = (uint8_t)(at + 1);
  }
  return count;
}

enum line_fault host_line_decode(const char *line, uint8_t length, struct host_frame *frame) {
  if (length > LINE_MAX_BYTES) return LINE_TOO_LONG;
  if (length < 1 || line[0] != '$') return LINE_START;
  uint32_t checksum;
  if (length < 6 || line[length - 5] != '*' || !read_hex(line + length - 4, 4, 'A', &checksum)) {
    return LINE_CHECKSUM_FORM;
  }
  const char *body = line + 1;
  const uint8_t body_length = (uint8_t)(length - 6);
  if (crc16(body, body_length) != checksum) return LINE_CHECKSUM;

  struct field fields[FIELDS_MAX];
  const uint8_t count = split(body, body_length, fields);
  if (fields[0].length != 1) return LINE_TYPE;
  switch (fields[0].text[0]) {
    case 'Q':
      if (count != 1) return LINE_FIELDS;
      *frame = (struct host_frame){HOST_WHO, 0, 0};
      return LINE_OK;
    case 'K':
    case 'N': {
      if (count != 3) return LINE_FIELDS;
      struct host_frame read = {fields[0].text[0] == 'K' ? HOST_RECORDED : HOST_REFUSED, 0, 0};
      if (fields[1].length != 8 || !read_hex(fields[1].text, 8, 'a', &read.nonce)) return LINE_NONCE;
      if (!read_seq(fields[2].text, fields[2].length, &read.seq)) return LINE_SEQ;
      *frame = read;
      return LINE_OK;
    }
    default:
      return LINE_TYPE;
  }
}
