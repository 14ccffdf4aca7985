#include "../panel/lamps.h"
#include "check.h"

static void pass(struct lamps *lamps, unsigned ms) {
  while (ms-- > 0) lamps_tick(lamps);
}

static bool shows(const struct lamps *lamps, enum lamp lamp) { return (lamps_lit(lamps, false, false) & lamp) != 0; }

static unsigned changes_in(struct lamps *lamps, enum lamp lamp, unsigned ms) {
  unsigned changes = 0;
  bool was = shows(lamps, lamp);
  while (ms-- > 0) {
    lamps_tick(lamps);
    if (shows(lamps, lamp) != was) changes++;
    was = shows(lamps, lamp);
  }
  return changes;
}

static struct lamps dark(void) { return (struct lamps){.pressed_for_ms = UINT16_MAX}; }

static void alive_beats_once_a_second(void) {
  struct lamps lamps = dark();
  CHECK(changes_in(&lamps, LAMP_ALIVE, 10000) == 20);
}

static void pressed_then_recorded_for_two_seconds(void) {
  struct lamps lamps = dark();
  lamps_pressed(&lamps);
  CHECK(shows(&lamps, LAMP_PRESSED) && !shows(&lamps, LAMP_RECORDED));
  pass(&lamps, 8);
  lamps_recorded(&lamps);
  CHECK(shows(&lamps, LAMP_RECORDED));
  pass(&lamps, 100);
  CHECK(shows(&lamps, LAMP_PRESSED));
  pass(&lamps, 100);
  CHECK(!shows(&lamps, LAMP_PRESSED));
  pass(&lamps, RECORDED_SHOWN_MS - 201);
  CHECK(shows(&lamps, LAMP_RECORDED));
  pass(&lamps, 1);
  CHECK(!shows(&lamps, LAMP_RECORDED));
}

static void waiting_stays_lit_then_blinks(void) {
  struct lamps lamps = dark();
  lamps_pressed(&lamps);
  CHECK(changes_in(&lamps, LAMP_PRESSED, 999) == 0);
  CHECK(changes_in(&lamps, LAMP_PRESSED, 60000) > 200);
}

static void a_new_press_takes_the_thanks_away(void) {
  struct lamps lamps = dark();
  lamps_pressed(&lamps);
  lamps_recorded(&lamps);
  lamps_pressed(&lamps);
  CHECK(!shows(&lamps, LAMP_RECORDED));
}

static void no_thanks_for_a_press_that_was_turned_away(void) {
  struct lamps lamps = dark();
  lamps_pressed(&lamps);
  lamps_denied(&lamps);
  CHECK(shows(&lamps, LAMP_FAULT));
  CHECK(changes_in(&lamps, LAMP_FAULT, DENIED_SHOWN_MS) >= 19);
  CHECK(!shows(&lamps, LAMP_FAULT));
  lamps_recorded(&lamps);
  CHECK(!shows(&lamps, LAMP_RECORDED));
}

void test_lamps(void) {
  alive_beats_once_a_second();
  pressed_then_recorded_for_two_seconds();
  waiting_stays_lit_then_blinks();
  a_new_press_takes_the_thanks_away();
  no_thanks_for_a_press_that_was_turned_away();
}
