#ifndef PANEL_PANEL_H
#define PANEL_PANEL_H

#include <stdbool.h>
#include <stdint.h>

#include "buttons.h"
#include "down-memory.h"
#include "host-line.h"
#include "lamps.h"
#include "panel-line.h"
#include "press-queue.h"

#define ALIVE_EVERY_MS 1000u

/** Bits of the fault mask above those of the five buttons. */
#define FAULT_NONCE_NOT_KEPT 0x40u
#define FAULT_PRESS_LOST 0x80u

/** What outlives a reset, where the memory that holds it does. */
struct lasting {
  struct press_queue queue;
  struct down_memory down;
};

/**
 * The panel without its chip: samples of pins and bytes of the host go in, lines to the host and lamps come out. It has no
 * clock (one tick is one millisecond), no interrupts and no I/O, so that all of it is tested on any machine.
 */
struct panel {
  struct press_queue *queue;
  struct down_memory *down;
  struct buttons buttons;
  struct lamps lamps;
  struct line_buffer received;
  uint32_t nonce;
  uint32_t next_seq;
  uint16_t now_ms;
  uint16_t alive_in_ms;
  /* How long presses have waited without a word of the host. */
  uint16_t silence_ms;
  /* How long the queue has been empty since a press was lost. */
  uint16_t lost_shown_ms;
  uint8_t fixed_faults;
  bool is_hello_due;
  bool is_host_known;
  bool is_refused;
  bool is_press_lost;
};

/**
 * @param lasting what the boot before left, or anything: its presses are kept, and a button that went down since is pressed
 * @param low_mask the buttons that are low at the start; without a memory of the boot before they count as held
 */
void panel_start(struct panel *panel, struct lasting *lasting, uint32_t nonce, bool is_nonce_kept, uint8_t low_mask);

/** One millisecond went by; `low_mask` has a bit for each button whose pin is low now. */
void panel_tick(struct panel *panel, uint8_t low_mask);

void panel_take_byte(struct panel *panel, uint8_t byte);

/**
 * The line to send next, asked for when the one before is on its way: a press never waits behind more than one line.
 *
 * @param out holds PANEL_LINE_MAX bytes
 * @returns its length with the line feed, 0 when there is nothing to say
 */
uint8_t panel_next_line(struct panel *panel, char *out);

/** A mask of `enum lamp`. */
uint8_t panel_lamps(const struct panel *panel);

#endif
