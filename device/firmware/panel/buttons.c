#include "buttons.h"

void buttons_start(struct buttons *buttons, uint8_t held_mask) {
  *buttons = (struct buttons){.down_mask = held_mask & BUTTON_MASK};
}

static void count_held(struct buttons *buttons, uint8_t i, uint8_t bit) {
  if (!(buttons->down_mask & bit)) {
    buttons->held_ms[i] = 0;
    buttons->stuck_mask &= (uint8_t)~bit;
  } else if (buttons->held_ms[i] < STUCK_AFTER_MS) {
    buttons->held_ms[i]++;
  } else {
    buttons->stuck_mask |= bit;
  }
}

uint8_t buttons_sample(struct buttons *buttons, uint8_t low_mask) {
  uint8_t pressed = 0;
  for (uint8_t i = 0; i < BUTTON_COUNT; i++) {
    const uint8_t bit = (uint8_t)(1u << i);
    const uint8_t is_down = buttons->down_mask & bit;
    if ((low_mask & bit) == is_down) {
      buttons->changed_ms[i] = 0;
    } else if (++buttons->changed_ms[i] >= (is_down ? UP_AFTER_MS : DOWN_AFTER_MS)) {
      buttons->changed_ms[i] = 0;
      buttons->down_mask ^= bit;
      pressed |= (uint8_t)(bit & buttons->down_mask);
    }
    count_held(buttons, i, bit);
  }
  return pressed;
}
