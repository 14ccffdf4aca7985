#include "press-queue.h"

#include <stddef.h>

#include "buttons.h"
#include "mix32.h"

/* Changed whenever the layout changes, so that a new firmware does not read the memory of an old one. */
#define LAYOUT 0x6D630001uL

static uint32_t check_of(const struct press *press) {
  return mix32(press->nonce ^ mix32(press->seq ^ mix32(press->button ^ LAYOUT)));
}

static bool is_same(const struct press *press, uint32_t nonce, uint32_t seq) {
  return press->seq == seq && press->nonce == nonce;
}

static bool is_press(const struct press *press) {
  return press->button >= 1 && press->button <= BUTTON_COUNT && press->seq != 0 && press->check == check_of(press);
}

/* Invalid first, then the rest: a reset in between finds no press rather than half of one. */
static void erase(struct press *press) {
  press->button = 0;
  press->check = ~check_of(press);
}

/* Differences of a 16-bit clock are right as long as no due time lies more than half a minute away. */
static bool is_reached(uint16_t at_ms, uint16_t now_ms) { return (int16_t)(uint16_t)(now_ms - at_ms) >= 0; }

static uint8_t index_of(const struct press_queue *queue, uint32_t nonce, uint32_t seq) {
  uint8_t i = 0;
  while (i < queue->count && !is_same(&queue->presses[i], nonce, seq)) i++;
  return i;
}

void press_queue_recover(struct press_queue *queue, uint16_t now_ms) {
  queue->count = 0;
  for (uint8_t i = 0; i < QUEUE_CAPACITY; i++) {
    struct press *found = &queue->presses[i];
    const bool is_new = is_press(found) && index_of(queue, found->nonce, found->seq) == queue->count;
    if (is_new) {
      queue->presses[queue->count] = *found;
      queue->presses[queue->count].due_at_ms = now_ms;
      queue->presses[queue->count].is_sent = true;
      queue->count++;
    }
  }
  for (uint8_t i = queue->count; i < QUEUE_CAPACITY; i++) erase(&queue->presses[i]);
}

bool press_queue_add(struct press_queue *queue, uint32_t nonce, uint32_t seq, uint8_t button, uint16_t now_ms) {
  if (queue->count >= QUEUE_CAPACITY) return false;
  struct press *added = &queue->presses[queue->count];
  *added = (struct press){.nonce = nonce, .seq = seq, .due_at_ms = now_ms, .button = button};
  added->check = check_of(added);
  queue->count++;
  return true;
}

enum acknowledged press_queue_acknowledge(struct press_queue *queue, uint32_t nonce, uint32_t seq) {
  const uint8_t at = index_of(queue, nonce, seq);
  if (at == queue->count) return ACKNOWLEDGED_NOTHING;
  const bool is_newest = at + 1 == queue->count;
  /* From the front: a reset in the middle leaves one press twice, never one press missing. */
  for (uint8_t i = at; i + 1 < queue->count; i++) queue->presses[i] = queue->presses[i + 1];
  queue->count--;
  erase(&queue->presses[queue->count]);
  return is_newest ? ACKNOWLEDGED_NEWEST : ACKNOWLEDGED_OLDER;
}

bool press_queue_postpone(struct press_queue *queue, uint32_t nonce, uint32_t seq, uint16_t now_ms) {
  const uint8_t at = index_of(queue, nonce, seq);
  if (at == queue->count) return false;
  queue->presses[at].due_at_ms = (uint16_t)(now_ms + RESEND_AFTER_REFUSAL_MS);
  return true;
}

void press_queue_all_due(struct press_queue *queue, uint16_t now_ms) {
  for (uint8_t i = 0; i < queue->count; i++) queue->presses[i].due_at_ms = now_ms;
}

struct press *press_queue_fresh(struct press_queue *queue) {
  for (uint8_t i = 0; i < queue->count; i++) {
    if (!queue->presses[i].is_sent) return &queue->presses[i];
  }
  return NULL;
}

struct press *press_queue_due(struct press_queue *queue, uint16_t now_ms) {
  for (uint8_t i = 0; i < queue->count; i++) {
    if (is_reached(queue->presses[i].due_at_ms, now_ms)) return &queue->presses[i];
  }
  return NULL;
}

void press_queue_sent(struct press *press, uint16_t now_ms) {
  press->is_sent = true;
  press->due_at_ms = (uint16_t)(now_ms + RESEND_AFTER_MS);
}
