#include <string.h>

#include "../panel/press-queue.h"
#include "check.h"

static struct press_queue queue;

static void start_with(uint8_t count) {
  memset(&queue, 0xA5, sizeof queue);
  press_queue_recover(&queue, 0);
  CHECK(queue.count == 0);
  for (uint8_t i = 1; i <= count; i++) CHECK(press_queue_add(&queue, 0xCAFE, i, (uint8_t)(i % 5 + 1), 0));
}

static void holds_32_and_says_when_full(void) {
  start_with(QUEUE_CAPACITY);
  CHECK(!press_queue_add(&queue, 0xCAFE, 99, 1, 0));
  CHECK(queue.count == QUEUE_CAPACITY);
  CHECK(press_queue_acknowledge(&queue, 0xCAFE, 1) == ACKNOWLEDGED_OLDER);
  CHECK(press_queue_add(&queue, 0xCAFE, 99, 1, 0));
}

static void acknowledged_in_any_order(void) {
  start_with(5);
  CHECK(press_queue_acknowledge(&queue, 0xBEEF, 3) == ACKNOWLEDGED_NOTHING);
  CHECK(press_queue_acknowledge(&queue, 0xCAFE, 3) == ACKNOWLEDGED_OLDER);
  CHECK(press_queue_acknowledge(&queue, 0xCAFE, 3) == ACKNOWLEDGED_NOTHING);
  CHECK(press_queue_acknowledge(&queue, 0xCAFE, 5) == ACKNOWLEDGED_NEWEST);
  CHECK(press_queue_acknowledge(&queue, 0xCAFE, 1) == ACKNOWLEDGED_OLDER);
  CHECK(queue.count == 2 && queue.presses[0].seq == 2 && queue.presses[1].seq == 4);
}

static void fresh_first_then_every_500_ms(void) {
  start_with(2);
  struct press *first = press_queue_fresh(&queue);
  CHECK(first->seq == 1);
  press_queue_sent(first, 65500);
  CHECK(press_queue_fresh(&queue)->seq == 2);
  press_queue_sent(press_queue_fresh(&queue), 65510);
  CHECK(press_queue_fresh(&queue) == NULL);
  CHECK(press_queue_due(&queue, 65535) == NULL);
  CHECK(press_queue_due(&queue, (uint16_t)(65500 + 499)) == NULL);
  CHECK(press_queue_due(&queue, (uint16_t)(65500 + 500))->seq == 1);
  press_queue_sent(first, (uint16_t)(65500 + 500));
  CHECK(press_queue_due(&queue, (uint16_t)(65500 + 509)) == NULL);
  CHECK(press_queue_due(&queue, (uint16_t)(65510 + 500))->seq == 2);
}

static void refused_waits_two_seconds(void) {
  start_with(2);
  press_queue_sent(press_queue_fresh(&queue), 0);
  press_queue_sent(press_queue_fresh(&queue), 0);
  CHECK(press_queue_postpone(&queue, 0xCAFE, 1, 100));
  CHECK(!press_queue_postpone(&queue, 0xCAFE, 9, 100));
  CHECK(press_queue_due(&queue, 600)->seq == 2);
  press_queue_sent(press_queue_due(&queue, 600), 2000);
  CHECK(press_queue_due(&queue, 2099) == NULL);
  CHECK(press_queue_due(&queue, 2100)->seq == 1);
}

static void outlives_a_reset(void) {
  start_with(3);
  press_queue_acknowledge(&queue, 0xCAFE, 2);
  press_queue_recover(&queue, 7);
  CHECK(queue.count == 2);
  CHECK(queue.presses[0].seq == 1 && queue.presses[0].nonce == 0xCAFE && queue.presses[0].button == 2);
  CHECK(queue.presses[1].seq == 3);
  CHECK(press_queue_fresh(&queue) == NULL && press_queue_due(&queue, 7)->seq == 1);
}

/* A reset between any two bytes that the removal of a press writes: nothing but that press may be missing, nothing is new. */
static void outlives_a_reset_in_the_middle_of_a_removal(void) {
  start_with(6);
  struct press_queue before = queue;
  press_queue_acknowledge(&queue, 0xCAFE, 2);
  const struct press_queue after = queue;
  const size_t bytes = sizeof before.presses;
  for (size_t cut = 0; cut <= bytes; cut++) {
    queue = before;
    memcpy(queue.presses, after.presses, cut);
    press_queue_recover(&queue, 0);
    unsigned seen = 0;
    for (uint8_t i = 0; i < queue.count; i++) {
      CHECK(queue.presses[i].nonce == 0xCAFE && queue.presses[i].seq >= 1 && queue.presses[i].seq <= 6);
      CHECK(queue.presses[i].button == queue.presses[i].seq % 5 + 1);
      seen |= 1u << queue.presses[i].seq;
    }
    CHECK((seen | 1u << 2) == 0x7E);
    CHECK(queue.count == __builtin_popcount(seen));
  }
}

static void random_memory_holds_no_press(void) {
  srand(1);
  for (unsigned round = 0; round < 5000; round++) {
    uint8_t *at = (uint8_t *)queue.presses;
    for (size_t i = 0; i < sizeof queue.presses; i++) at[i] = (uint8_t)rand();
    press_queue_recover(&queue, 0);
    CHECK(queue.count == 0);
  }
  memset(&queue, 0, sizeof queue);
  press_queue_recover(&queue, 0);
  CHECK(queue.count == 0);
  memset(&queue, 0xFF, sizeof queue);
  press_queue_recover(&queue, 0);
  CHECK(queue.count == 0);
}

void test_press_queue(void) {
  holds_32_and_says_when_full();
  acknowledged_in_any_order();
  fresh_first_then_every_500_ms();
  refused_waits_two_seconds();
  outlives_a_reset();
  outlives_a_reset_in_the_middle_of_a_removal();
  random_memory_holds_no_press();
}
