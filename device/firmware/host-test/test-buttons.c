#include "../panel/buttons.h"
#include "check.h"

static unsigned presses_in(struct buttons *buttons, const char *levels) {
  unsigned presses = 0;
  for (const char *at = levels; *at != '\0'; at++) presses += buttons_sample(buttons, *at == '_' ? 1 : 0) != 0;
  return presses;
}

static unsigned presses_while(struct buttons *buttons, uint8_t low_mask, unsigned ms) {
  unsigned presses = 0;
  while (ms-- > 0) presses += (unsigned)__builtin_popcount(buttons_sample(buttons, low_mask));
  return presses;
}

static void down_on_the_third_low_sample(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  CHECK(presses_in(&buttons, "--__") == 0);
  CHECK(buttons_sample(&buttons, 1) == 1);
  CHECK(buttons.down_mask == 1);
}

static void bounce_counts_once(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  CHECK(presses_in(&buttons, "-_-_--_-___-_--__-__________") == 1);
  CHECK(presses_in(&buttons, "-_--_---_-----_---------------------------") == 0);
  CHECK(buttons.down_mask == 0);
  CHECK(presses_in(&buttons, "_-_-____") == 1);
}

/* A worn contact opens for a moment while it is held. */
static void a_gap_of_24_ms_is_no_new_press(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  CHECK(presses_while(&buttons, 1, 100) == 1);
  CHECK(presses_while(&buttons, 0, UP_AFTER_MS - 1) == 0);
  CHECK(presses_while(&buttons, 1, 100) == 0);
  CHECK(presses_while(&buttons, 0, UP_AFTER_MS) == 0);
  CHECK(presses_while(&buttons, 1, 100) == 1);
}

static void glitches_are_no_press(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  for (unsigned i = 0; i < 1000; i++) CHECK(presses_in(&buttons, "__-") == 0);
}

static void low_at_the_start_is_no_press(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0x04);
  CHECK(presses_while(&buttons, 0x04, 500) == 0);
  CHECK(presses_while(&buttons, 0, UP_AFTER_MS) == 0);
  CHECK(presses_while(&buttons, 0x04, DOWN_AFTER_MS) == 1);
}

static void stuck_counts_once_and_the_others_go_on(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  CHECK(presses_while(&buttons, 0x02, STUCK_AFTER_MS) == 1);
  CHECK(buttons.stuck_mask == 0);
  CHECK(presses_while(&buttons, 0x02, 10) == 0);
  CHECK(buttons.stuck_mask == 0x02);
  for (unsigned i = 0; i < 6000; i++) {
    CHECK(presses_while(&buttons, 0x1F, 50) == 4);
    CHECK(presses_while(&buttons, 0x02, 50) == 0);
  }
  CHECK(buttons.stuck_mask == 0x02);
  CHECK(presses_while(&buttons, 0, UP_AFTER_MS + 1) == 0);
  CHECK(buttons.stuck_mask == 0);
  CHECK(presses_while(&buttons, 0x02, 50) == 1);
}

static void all_five_at_once(void) {
  struct buttons buttons;
  buttons_start(&buttons, 0);
  CHECK(presses_while(&buttons, 0xFF, 50) == 5);
  CHECK(buttons.down_mask == BUTTON_MASK);
}

void test_buttons(void) {
  down_on_the_third_low_sample();
  bounce_counts_once();
  a_gap_of_24_ms_is_no_new_press();
  glitches_are_no_press();
  low_at_the_start_is_no_press();
  stuck_counts_once_and_the_others_go_on();
  all_five_at_once();
}
