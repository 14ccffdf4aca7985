#ifndef PANEL_LAMPS_H
#define PANEL_LAMPS_H

#include <stdbool.h>
#include <stdint.h>

enum lamp {
  LAMP_ALIVE = 1 << 0,
  LAMP_LINK = 1 << 1,
  LAMP_PRESSED = 1 << 2,
  LAMP_RECORDED = 1 << 3,
  LAMP_FAULT = 1 << 4
};

#define RECORDED_SHOWN_MS 2000u
#define DENIED_SHOWN_MS 2000u

/** What the five lamps show, as time goes by. What is true for longer than a moment is asked for at each tick. */
struct lamps {
  uint16_t second_ms;
  uint16_t pressed_for_ms;
  uint16_t recorded_left_ms;
  uint16_t denied_left_ms;
  /* The press made last waits for its answer. */
  bool is_waiting;
};

/** A press was queued. */
void lamps_pressed(struct lamps *lamps);
/** A press was refused because the queue is full. */
void lamps_denied(struct lamps *lamps);
/** The host recorded the press made last. */
void lamps_recorded(struct lamps *lamps);
/** Once a millisecond. */
void lamps_tick(struct lamps *lamps);
/** A mask of `enum lamp`. */
uint8_t lamps_lit(const struct lamps *lamps, bool is_linked, bool is_faulty);

#endif
