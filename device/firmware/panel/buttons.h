#ifndef PANEL_BUTTONS_H
#define PANEL_BUTTONS_H

#include <stdint.h>

/** Bit 0 of every mask is button 1. */
#define BUTTON_COUNT 5
#define BUTTON_MASK 0x1Fu

/**
 * Down when it was low in this many samples in a row, one a millisecond. Short, because a citizen waits for the lamp; what
 * bounces on after it cannot count again, because up takes much longer than down.
 */
#define DOWN_AFTER_MS 3
/** Up, and ready for the next press, when it was high this long without a break. Longer than any contact bounces. */
#define UP_AFTER_MS 25
/** Nobody holds a button this long: it is stuck, or something leans on it. */
#define STUCK_AFTER_MS 10000u

struct buttons {
  uint8_t down_mask;
  uint8_t stuck_mask;
  /* How long each button has been in the other position than `down_mask` says, without a break. */
  uint8_t changed_ms[BUTTON_COUNT];
  uint16_t held_ms[BUTTON_COUNT];
};

/** A button of `held_mask` makes no press until it was let go: a reset while it is stuck must not make one of it. */
void buttons_start(struct buttons *buttons, uint8_t held_mask);

/** One sample a millisecond. Returns the buttons that just went down: each is one press. */
uint8_t buttons_sample(struct buttons *buttons, uint8_t low_mask);

#endif
