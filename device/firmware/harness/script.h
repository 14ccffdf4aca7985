#ifndef HARNESS_SCRIPT_H
#define HARNESS_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "wire.h"

#define EDGES_MAX 1024

/** A switch opens or closes at a cycle. */
struct edge {
  uint64_t at_cycle;
  uint8_t mask;
  bool is_closed;
};

/** Carries out commands one after the other, in simulated time. */
struct script {
  struct board *board;
  struct wire *wire;
  struct chance *chance;
  struct edge edges[EDGES_MAX];
  unsigned edge_count, edge_next;
  /** The command that is being carried out ends at this cycle. */
  uint64_t busy_until;
  bool is_busy;
  bool is_over;
  char command[256];
};

extern const char script_help[];

/** Takes up one command. Only when the one before is done. */
void script_start(struct script *script, const char *command);

/** Does what is due by now; reports `done …` when the command has come to its end. */
void script_continue(struct script *script);

/** The next cycle in which something is due, or UINT64_MAX. */
uint64_t script_next(const struct script *script);

#endif
