#ifndef PANEL_HOST_LINE_H
#define PANEL_HOST_LINE_H

#include <stdbool.h>
#include <stdint.h>

/** A line of `motcham-line` has at most this many bytes, its terminator not counted. */
#define LINE_MAX_BYTES 64

enum host_frame_type { HOST_WHO, HOST_RECORDED, HOST_REFUSED };

struct host_frame {
  enum host_frame_type type;
  uint32_t nonce;
  uint32_t seq;
};

/** Why a line is no frame, in the order in which it is looked at; the same names as in `protocol/vectors.json`. */
enum line_fault {
  LINE_OK,
  LINE_TOO_LONG,
  LINE_START,
  LINE_CHECKSUM_FORM,
  LINE_CHECKSUM,
  LINE_TYPE,
  LINE_FIELDS,
  LINE_NONCE,
  LINE_SEQ
};

/** Reads a line of the host, without its terminator. `frame` is written only when the answer is LINE_OK. */
enum line_fault host_line_decode(const char *line, uint8_t length, struct host_frame *frame);

/** Gathers bytes to lines, in constant memory whatever comes. */
struct line_buffer {
  /* One more than a line may have, for the CR of a CR LF. */
  char text[LINE_MAX_BYTES + 1];
  uint8_t length;
  bool is_whole;
};

/** True when `byte` ended a line: `text` and `length` hold it, without LF or CR LF, until the next byte is taken. */
bool line_buffer_take(struct line_buffer *buffer, uint8_t byte);

#endif
