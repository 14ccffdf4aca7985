#include <string.h>

#include "../panel/crc16.h"
#include "../panel/host-line.h"
#include "../panel/panel-line.h"
#include "check.h"

struct crc_vector {
  const char *text;
  uint16_t crc;
};

enum panel_frame_type { PANEL_HELLO, PANEL_PRESS, PANEL_ALIVE };

struct panel_vector {
  const char *line;
  enum panel_frame_type type;
  uint32_t nonce;
  const char *version;
  uint32_t seq;
  uint8_t button, queued, down, fault;
};

struct host_vector {
  const char *line;
  struct host_frame frame;
};

struct invalid_vector {
  const char *line;
  enum line_fault fault;
};

#include "vectors.h"

#define COUNT(table) (sizeof table / sizeof *table)

static uint8_t written(char *out, const struct panel_vector *vector) {
  switch (vector->type) {
    case PANEL_HELLO:
      return panel_line_hello(out, vector->nonce, vector->version);
    case PANEL_PRESS:
      return panel_line_press(out, vector->nonce, vector->seq, vector->button);
    case PANEL_ALIVE:
      return panel_line_alive(out, vector->nonce, vector->queued, vector->down, vector->fault);
  }
  return 0;
}

/* What the buffer makes of `text` when it comes byte by byte. */
static enum line_fault received(const char *text, const char *terminator, struct host_frame *frame) {
  struct line_buffer buffer = {0};
  for (const char *at = text; *at != '\0'; at++) CHECK(!line_buffer_take(&buffer, (uint8_t)*at));
  bool is_line = false;
  for (const char *at = terminator; *at != '\0'; at++) is_line = line_buffer_take(&buffer, (uint8_t)*at);
  CHECK(is_line);
  return host_line_decode(buffer.text, buffer.length, frame);
}

static void check_frame(const struct host_vector *vector, const char *terminator) {
  struct host_frame frame = {HOST_REFUSED, 1, 1};
  CHECK(received(vector->line, terminator, &frame) == LINE_OK);
  CHECK(frame.type == vector->frame.type);
  CHECK(frame.nonce == vector->frame.nonce);
  CHECK(frame.seq == vector->frame.seq);
}

void test_vectors(void) {
  CHECK(COUNT(crc_vectors) > 3 && COUNT(panel_vectors) > 8 && COUNT(host_vectors) > 3 && COUNT(invalid_vectors) > 20);
  for (size_t i = 0; i < COUNT(crc_vectors); i++) {
    CHECK(crc16(crc_vectors[i].text, (uint8_t)strlen(crc_vectors[i].text)) == crc_vectors[i].crc);
  }
  for (size_t i = 0; i < COUNT(panel_vectors); i++) {
    const struct panel_vector *vector = &panel_vectors[i];
    /* Ours is shorter on purpose: see PANEL_LINE_MAX. */
    if (vector->type == PANEL_HELLO && strlen(vector->version) > VERSION_MAX_CHARS) continue;
    char out[PANEL_LINE_MAX];
    const uint8_t length = written(out, vector);
    CHECK(length == strlen(vector->line) + 1);
    CHECK(memcmp(out, vector->line, length - 1u) == 0 && out[length - 1] == '\n');
  }
  for (size_t i = 0; i < COUNT(host_vectors); i++) {
    check_frame(&host_vectors[i], "\n");
    check_frame(&host_vectors[i], "\r\n");
  }
  for (size_t i = 0; i < COUNT(invalid_vectors); i++) {
    struct host_frame frame;
    CHECK(received(invalid_vectors[i].line, "\n", &frame) == invalid_vectors[i].fault);
  }
}
