#include <string.h>

#include "../panel/crc16.h"
#include "../panel/panel.h"
#include "check.h"

#define NONCE 0x0badf00du

static struct lasting lasting;
static struct panel panel;
/* Every line that was sent since it was last emptied, one after the other. */
static char sent[8192];

static void start(void) {
  memset(&lasting, 0x5A, sizeof lasting);
  panel_start(&panel, &lasting, NONCE, true, 0);
  sent[0] = '\0';
}

/* A millisecond at 115,200 baud is less than half a line: at most one line is asked for. */
static void pass(unsigned ms, uint8_t low_mask) {
  while (ms-- > 0) {
    panel_tick(&panel, low_mask);
    char line[PANEL_LINE_MAX + 1];
    const uint8_t length = panel_next_line(&panel, line);
    CHECK(length <= PANEL_LINE_MAX);
    line[length] = '\0';
    CHECK(strlen(sent) + length < sizeof sent);
    strcat(sent, line);
  }
}

static void press(uint8_t button) {
  pass(50, (uint8_t)(1u << (button - 1)));
  pass(50, 0);
}

static void say(const char *body) {
  char line[80];
  snprintf(line, sizeof line, "$%s*%04X\n", body, crc16(body, (uint8_t)strlen(body)));
  for (const char *at = line; *at != '\0'; at++) panel_take_byte(&panel, (uint8_t)*at);
}

static unsigned count_of(const char *part) {
  unsigned count = 0;
  for (const char *at = strstr(sent, part); at != NULL; at = strstr(at + 1, part)) count++;
  return count;
}

static bool lit(enum lamp lamp) { return (panel_lamps(&panel) & lamp) != 0; }

static void says_hello_then_alive(void) {
  start();
  pass(3100, 0);
  CHECK(strncmp(sent, "$H,0badf00d,", 12) == 0);
  CHECK(count_of("$H") == 1);
  CHECK(count_of("$A,0badf00d,0,00,00*F556\n") == 3);
}

static void a_press_is_said_until_it_is_recorded(void) {
  start();
  press(3);
  CHECK(count_of("$P,0badf00d,1,3*1433\n") == 1);
  CHECK(lit(LAMP_PRESSED) && !lit(LAMP_RECORDED) && !lit(LAMP_LINK));
  pass(1600, 0);
  CHECK(count_of("$P,0badf00d,1,3*1433\n") == 4);
  say("K,0badf00d,1");
  CHECK(lit(LAMP_RECORDED) && lit(LAMP_LINK));
  sent[0] = '\0';
  pass(5000, 0);
  CHECK(count_of("$P") == 0 && !lit(LAMP_RECORDED));
}

static void who_is_answered_and_everything_said_again(void) {
  start();
  for (uint8_t i = 1; i <= 4; i++) press(i);
  sent[0] = '\0';
  say("Q");
  pass(6, 0);
  CHECK(strncmp(sent, "$H", 2) == 0);
  const char *second = strstr(sent, "$P,0badf00d,1,1");
  const char *last = strstr(sent, "$P,0badf00d,4,4");
  CHECK(second != NULL && last != NULL && second < last);
}

static void refused_shows_the_fault_and_comes_later(void) {
  start();
  press(2);
  sent[0] = '\0';
  say("N,0badf00d,1");
  CHECK(lit(LAMP_FAULT) && !lit(LAMP_RECORDED));
  pass(1900, 0);
  CHECK(count_of("$P") == 0);
  pass(200, 0);
  CHECK(count_of("$P,0badf00d,1,2") == 1);
  say("K,0badf00d,1");
  CHECK(!lit(LAMP_FAULT) && lit(LAMP_RECORDED));
}

static void a_full_queue_refuses_and_says_so(void) {
  start();
  for (unsigned i = 0; i < 32; i++) {
    CHECK(!lit(LAMP_FAULT));
    press((uint8_t)(i % 5 + 1));
  }
  CHECK(lit(LAMP_FAULT) && lasting.queue.count == 32);
  sent[0] = '\0';
  press(1);
  pass(1000, 0);
  CHECK(lasting.queue.count == 32 && count_of(",33,") == 0);
  CHECK(count_of("$A,0badf00d,32,00,80") >= 1);
  for (uint32_t seq = 1; seq <= 32; seq++) {
    char body[32];
    snprintf(body, sizeof body, "K,0badf00d,%u", (unsigned)seq);
    say(body);
  }
  CHECK(lasting.queue.count == 0 && !lit(LAMP_RECORDED));
  sent[0] = '\0';
  pass(9000, 0);
  CHECK(count_of(",80*") >= 8);
  sent[0] = '\0';
  pass(4000, 0);
  CHECK(count_of(",00*") >= 2 && !lit(LAMP_FAULT));
  press(1);
  CHECK(count_of("$P,0badf00d,33,1") >= 1);
}

static void thanks_only_for_the_press_made_last(void) {
  start();
  press(1);
  press(2);
  say("K,0badf00d,1");
  CHECK(!lit(LAMP_RECORDED));
  say("K,0badf00d,2");
  CHECK(lit(LAMP_RECORDED));
}

static void a_reset_keeps_the_queue_under_its_old_name(void) {
  start();
  press(1);
  press(5);
  panel_start(&panel, &lasting, 0xfeedbeef, true, 0);
  sent[0] = '\0';
  pass(10, 0);
  CHECK(strncmp(sent, "$H,feedbeef,", 12) == 0);
  CHECK(count_of("$P,0badf00d,1,1") == 1 && count_of("$P,0badf00d,2,5") == 1);
  press(4);
  CHECK(count_of("$P,feedbeef,1,4") == 1);
  say("K,0badf00d,1");
  say("K,0badf00d,2");
  CHECK(!lit(LAMP_RECORDED));
  say("K,feedbeef,1");
  CHECK(lit(LAMP_RECORDED) && lasting.queue.count == 0);
}

/* As when the reset pin is pulled: memory stays. */
static void reset(uint8_t low_mask) {
  panel_start(&panel, &lasting, panel.nonce + 1, true, low_mask);
  sent[0] = '\0';
}

static void a_button_that_goes_down_during_a_reset_is_pressed_once(void) {
  start();
  pass(100, 0);
  reset(0x08);
  pass(100, 0x08);
  pass(100, 0);
  CHECK(lasting.queue.count == 1 && count_of("$P,0badf00e,1,4") == 1);
}

static void a_button_that_is_held_over_a_reset_is_pressed_once(void) {
  start();
  pass(100, 0x08);
  reset(0x08);
  pass(100, 0x08);
  reset(0x08);
  pass(100, 0x0A);
  CHECK(lasting.queue.count == 2 && count_of("$P,0badf00d,1,4") == 1 && count_of("$P,0badf00f,1,2") == 1);
  pass(UP_AFTER_MS, 0);
  reset(0x0A);
  pass(100, 0x0A);
  CHECK(lasting.queue.count == 4);
}

static void a_button_that_is_low_at_power_on_is_not_pressed(void) {
  start();
  for (unsigned filler = 0; filler < 256; filler++) {
    memset(&lasting, (int)filler, sizeof lasting);
    reset(0x1F);
    pass(1000, 0x1F);
    CHECK(lasting.queue.count == 0);
  }
}

static void the_link_lamp_goes_out_when_nobody_answers(void) {
  start();
  say("Q");
  pass(60000, 0);
  CHECK(lit(LAMP_LINK));
  sent[0] = '\0';
  press(1);
  pass(1500, 0);
  CHECK(lit(LAMP_LINK));
  pass(600, 0);
  CHECK(!lit(LAMP_LINK));
}

static void a_stuck_button_is_told_and_the_fault_goes_with_it(void) {
  start();
  pass(STUCK_AFTER_MS + 1100, 0x08);
  CHECK(lit(LAMP_FAULT) && count_of("$P,0badf00d,1,4") > 0 && count_of("$P,0badf00d,2") == 0);
  CHECK(count_of("$A,0badf00d,1,08,08") >= 1);
  pass(UP_AFTER_MS + 1, 0);
  CHECK(!lit(LAMP_FAULT));
}

static void a_nonce_that_is_not_kept_is_told(void) {
  memset(&lasting, 0, sizeof lasting);
  panel_start(&panel, &lasting, NONCE, false, 0);
  sent[0] = '\0';
  pass(1100, 0);
  CHECK(lit(LAMP_FAULT) && count_of("$A,0badf00d,0,00,40") == 1);
}

void test_panel(void) {
  says_hello_then_alive();
  a_press_is_said_until_it_is_recorded();
  who_is_answered_and_everything_said_again();
  refused_shows_the_fault_and_comes_later();
  a_full_queue_refuses_and_says_so();
  thanks_only_for_the_press_made_last();
  a_reset_keeps_the_queue_under_its_old_name();
  a_button_that_goes_down_during_a_reset_is_pressed_once();
  a_button_that_is_held_over_a_reset_is_pressed_once();
  a_button_that_is_low_at_power_on_is_not_pressed();
  the_link_lamp_goes_out_when_nobody_answers();
  a_stuck_button_is_told_and_the_fault_goes_with_it();
  a_nonce_that_is_not_kept_is_told();
}

/* A million damaged acknowledgements, and random bytes: no press is forgotten, and the next good line counts. */
void test_noise_on_the_line(void) {
  start();
  press(3);
  srand(3);
  const char good[] = "$K,0badf00d,1*E5FF\n";
  const size_t length = sizeof good - 1;
  for (unsigned round = 0; round < 1000000; round++) {
    char line[sizeof good];
    memcpy(line, good, sizeof good);
    /* One bit, so that no damaged line can be the good one by chance. */
    const unsigned at = (unsigned)rand() % (unsigned)(length - 1);
    line[at] = (char)(line[at] ^ (1 << (rand() % 8)));
    for (size_t i = 0; i < length; i++) panel_take_byte(&panel, (uint8_t)line[i]);
    panel_take_byte(&panel, '\n');
  }
  for (unsigned i = 0; i < 1000000; i++) panel_take_byte(&panel, (uint8_t)rand());
  panel_take_byte(&panel, '\n');
  CHECK(lasting.queue.count == 1 && !lit(LAMP_RECORDED));
  say("K,0badf00d,1");
  CHECK(lasting.queue.count == 0);
}
