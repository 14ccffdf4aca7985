#ifndef HARNESS_WIRE_H
#define HARNESS_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"

#define SAID_MAX 256u

/**
 * The cable between the panel and a host: a pseudo-terminal that comes and goes, loses bytes and garbles them. It also
 * listens: it reports each line of the panel, and how long a press took to its first byte.
 */
struct wire {
  struct board *board;
  struct chance *chance;
  /** -1 while unplugged. */
  int master;
  bool has_pty;
  const char *link_path;
  bool is_host_there;
  bool resets_on_open;
  bool is_cut;
  /** Of a million bytes this many are garbled, in each direction. */
  uint32_t garbled_per_million;
  uint64_t bytes_from_panel, bytes_to_panel;
  uint8_t outgoing[4096];
  unsigned outgoing_count;
  char line[128];
  unsigned line_length;
  uint64_t line_start;
  /** How often the board had been reset when the line began. */
  unsigned line_resets;
  /** When the switch of each button closed for the first time; 0 when its press was seen on the line. */
  uint64_t closed_at[BUTTONS];
  /** The presses said last, far more than a panel can have queued: what is not among them is new, the rest is a resend. */
  struct said_press {
    uint32_t nonce, seq;
  } said[SAID_MAX];
  unsigned said_count;
};

/** False, and a word on stderr, when there is no pseudo-terminal to be had. */
bool wire_plug(struct wire *wire);
void wire_unplug(struct wire *wire);

/** Moves bytes between host and board. Never waits. */
void wire_exchange(struct wire *wire);

void wire_from_panel(void *wire, uint8_t byte, uint64_t start_cycle, uint64_t end_cycle);

#endif
