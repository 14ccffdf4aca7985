#define _GNU_SOURCE
#include "wire.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "report.h"

/* Raw from the start; and opened and closed once, so that from now on a hang-up says that nobody has it open. */
static bool prepare(int master) {
  if (grantpt(master) != 0 || unlockpt(master) != 0) return false;
  const int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
  if (slave < 0) return false;
  struct termios settings;
  tcgetattr(slave, &settings);
  cfmakeraw(&settings);
  tcsetattr(slave, TCSANOW, &settings);
  close(slave);
  return true;
}

bool wire_plug(struct wire *wire) {
  if (!wire->has_pty || wire->master >= 0) return true;
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (master < 0 || !prepare(master)) {
    fprintf(stderr, "no pseudo-terminal: %s\n", strerror(errno));
    if (master >= 0) close(master);
    return false;
  }
  wire->master = master;
  if (wire->link_path) {
    unlink(wire->link_path);
    if (symlink(ptsname(master), wire->link_path) != 0) {
      fprintf(stderr, "cannot make %s: %s\n", wire->link_path, strerror(errno));
      return false;
    }
  }
  report(board_now(wire->board), "pty %s", ptsname(master));
  return true;
}

void wire_unplug(struct wire *wire) {
  if (wire->master < 0) return;
  close(wire->master);
  wire->master = -1;
  wire->is_host_there = false;
  wire->outgoing_count = 0;
  if (wire->link_path) unlink(wire->link_path);
}

static uint8_t garbled(struct wire *wire, uint8_t byte) {
  if (wire->garbled_per_million == 0 || chance_below(wire->chance, 1000000) >= wire->garbled_per_million) return byte;
  return (uint8_t)(byte ^ (1u << chance_below(wire->chance, 8)));
}

static void see_host(struct wire *wire) {
  struct pollfd state = {.fd = wire->master};
  poll(&state, 1, 0);
  const bool is_there = !(state.revents & POLLHUP);
  if (is_there == wire->is_host_there) return;
  wire->is_host_there = is_there;
  report(board_now(wire->board), "host %s", is_there ? "opened" : "closed");
  /* As on an Uno, whose reset pin hangs on DTR. */
  if (is_there && wire->resets_on_open) board_reset(wire->board);
}

static void take_from_host(struct wire *wire) {
  uint8_t bytes[1024];
  ssize_t count;
  while ((count = read(wire->master, bytes, sizeof bytes)) > 0) {
    for (ssize_t i = 0; i < count; i++) {
      if (!wire->is_cut) board_receive(wire->board, garbled(wire, bytes[i]));
    }
    wire->bytes_to_panel += (uint64_t)count;
  }
}

static void give_to_host(struct wire *wire) {
  /* A serial line does not wait: what the host has no room for is gone. */
  if (wire->outgoing_count > 0 && write(wire->master, wire->outgoing, wire->outgoing_count) < 0 && errno != EAGAIN) {
    report(board_now(wire->board), "write failed: %s", strerror(errno));
  }
  wire->outgoing_count = 0;
}

void wire_exchange(struct wire *wire) {
  if (wire->master < 0) return;
  see_host(wire);
  if (!wire->is_host_there) {
    wire->outgoing_count = 0;
    return;
  }
  take_from_host(wire);
  give_to_host(wire);
}

/* By identity: a press that a reset tore off in the middle of its line is said again under the nonce of the boot before. */
static bool is_said_first(struct wire *wire, struct said_press press) {
  for (unsigned i = 0; i < SAID_MAX && i < wire->said_count; i++) {
    if (wire->said[i].nonce == press.nonce && wire->said[i].seq == press.seq) return false;
  }
  wire->said[wire->said_count++ % SAID_MAX] = press;
  return true;
}

static void measure(struct wire *wire, const char *line, uint64_t first_byte_end) {
  struct said_press press;
  unsigned button;
  if (sscanf(line, "$P,%8" SCNx32 ",%" SCNu32 ",%u*", &press.nonce, &press.seq, &button) != 3) return;
  if (button < 1 || button > BUTTONS || !is_said_first(wire, press)) return;
  const uint64_t closed_at = wire->closed_at[button - 1];
  if (closed_at == 0) return;
  wire->closed_at[button - 1] = 0;
  report(first_byte_end, "latency %u %.3f", button, (double)(first_byte_end - closed_at) * 1000.0 / CYCLES_PER_SECOND);
}

static void listen_to(struct wire *wire, uint8_t byte, uint64_t end_cycle) {
  if (wire->line_length == 0) {
    wire->line_start = end_cycle;
    wire->line_resets = wire->board->resets;
  }
  if (byte != '\n') {
    if (wire->line_length < sizeof wire->line - 1) wire->line[wire->line_length++] = (char)byte;
    return;
  }
  wire->line[wire->line_length] = '\0';
  const bool is_empty = wire->line_length == 0;
  wire->line_length = 0;
  if (is_empty) return;
  if (wire->line_resets != wire->board->resets) {
    report(end_cycle, "torn %s", wire->line);
    return;
  }
  measure(wire, wire->line, wire->line_start);
  report(end_cycle, "tx %s", wire->line);
}

void wire_from_panel(void *who, uint8_t byte, uint64_t start_cycle, uint64_t end_cycle) {
  (void)start_cycle;
  struct wire *wire = who;
  wire->bytes_from_panel++;
  listen_to(wire, byte, end_cycle);
  if (!wire->is_host_there || wire->is_cut) return;
  if (wire->outgoing_count < sizeof wire->outgoing) wire->outgoing[wire->outgoing_count++] = garbled(wire, byte);
}
