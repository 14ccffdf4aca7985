#include "lamps.h"

#define ALIVE_SHOWN_MS 100u
/* The host often answers within 10 ms; the eye needs longer to see that the press arrived. */
#define PRESSED_SHOWN_MS 150u
/* A press that waits longer than this blinks: the citizen sees that it is kept, and that it is not recorded yet. */
#define PATIENT_MS 1000u
#define WAITING_BLINK_MS 250u
#define DENIED_BLINK_MS 100u

void lamps_pressed(struct lamps *lamps) {
  lamps->pressed_for_ms = 0;
  lamps->recorded_left_ms = 0;
  lamps->denied_left_ms = 0;
  lamps->is_waiting = true;
}

void lamps_denied(struct lamps *lamps) {
  lamps->recorded_left_ms = 0;
  lamps->denied_left_ms = DENIED_SHOWN_MS;
  /* What is acknowledged from now on belongs to earlier presses: no thanks for one that was turned away. */
  lamps->is_waiting = false;
}

void lamps_recorded(struct lamps *lamps) {
  if (!lamps->is_waiting) return;
  lamps->is_waiting = false;
  lamps->recorded_left_ms = RECORDED_SHOWN_MS;
}

void lamps_tick(struct lamps *lamps) {
  lamps->second_ms = (uint16_t)(lamps->second_ms == 999 ? 0 : lamps->second_ms + 1);
  if (lamps->pressed_for_ms <= PATIENT_MS) lamps->pressed_for_ms++;
  if (lamps->recorded_left_ms > 0) lamps->recorded_left_ms--;
  if (lamps->denied_left_ms > 0) lamps->denied_left_ms--;
}

static bool is_blinking_on(uint16_t ms, uint16_t half_period_ms) { return (ms / half_period_ms) % 2 == 0; }

uint8_t lamps_lit(const struct lamps *lamps, bool is_linked, bool is_faulty) {
  uint8_t lit = 0;
  if (lamps->second_ms < ALIVE_SHOWN_MS) lit |= LAMP_ALIVE;
  if (is_linked) lit |= LAMP_LINK;
  if (lamps->pressed_for_ms < PRESSED_SHOWN_MS) lit |= LAMP_PRESSED;
  if (lamps->is_waiting &&
      (lamps->pressed_for_ms < PATIENT_MS || is_blinking_on(lamps->second_ms, WAITING_BLINK_MS))) {
    lit |= LAMP_PRESSED;
  }
  if (lamps->recorded_left_ms > 0) lit |= LAMP_RECORDED;
  const bool is_denied = lamps->denied_left_ms > 0;
  const uint16_t denied_for_ms = (uint16_t)(DENIED_SHOWN_MS - lamps->denied_left_ms);
  if (is_denied ? is_blinking_on(denied_for_ms, DENIED_BLINK_MS) : is_faulty) lit |= LAMP_FAULT;
  return lit;
}
