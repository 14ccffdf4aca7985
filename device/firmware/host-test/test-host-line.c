#include <string.h>

#include "../panel/host-line.h"
#include "check.h"

static unsigned lines_in(struct line_buffer *buffer, const char *bytes, size_t length) {
  unsigned lines = 0;
  for (size_t i = 0; i < length; i++) lines += line_buffer_take(buffer, (uint8_t)bytes[i]);
  return lines;
}

static void longest_line_fits_with_cr_lf(void) {
  char text[LINE_MAX_BYTES];
  memset(text, 'x', sizeof text);
  struct line_buffer buffer = {0};
  CHECK(lines_in(&buffer, text, sizeof text) == 0);
  CHECK(lines_in(&buffer, "\r\n", 2) == 1);
  CHECK(buffer.length == LINE_MAX_BYTES);
  CHECK(memcmp(buffer.text, text, sizeof text) == 0);
}

static void longer_lines_are_too_long_however_long(void) {
  const size_t lengths[] = {LINE_MAX_BYTES + 1, LINE_MAX_BYTES + 2, 255, 256, 257, 321, 100000};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    struct line_buffer buffer = {0};
    for (size_t n = 0; n < lengths[i]; n++) CHECK(!line_buffer_take(&buffer, '$'));
    CHECK(line_buffer_take(&buffer, '\n'));
    struct host_frame frame;
    CHECK(host_line_decode(buffer.text, buffer.length, &frame) == LINE_TOO_LONG);
    CHECK(lines_in(&buffer, "$Q*AB24\n", 8) == 1);
    CHECK(host_line_decode(buffer.text, buffer.length, &frame) == LINE_OK);
  }
}

static void any_byte_may_come(void) {
  struct line_buffer buffer = {0};
  for (unsigned byte = 0; byte < 256; byte++) CHECK(line_buffer_take(&buffer, (uint8_t)byte) == (byte == '\n'));
  struct host_frame frame;
  CHECK(host_line_decode("$\0\xff*FFFF", 8, &frame) == LINE_CHECKSUM);
}

void test_host_line(void) {
  longest_line_fits_with_cr_lf();
  longer_lines_are_too_long_however_long();
  any_byte_may_come();
}
