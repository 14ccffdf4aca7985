#ifndef PANEL_PRESS_QUEUE_H
#define PANEL_PRESS_QUEUE_H

#include <stdbool.h>
#include <stdint.h>

#define QUEUE_CAPACITY 32
/** What nobody has acknowledged is sent again this often. */
#define RESEND_AFTER_MS 500u
/** After the host said that it could not record a press: its disk needs a moment. */
#define RESEND_AFTER_REFUSAL_MS 2000u

/** A press keeps the nonce of the boot in which it was made, so that the host knows it again after a reset of the panel. */
struct press {
  uint32_t nonce;
  uint32_t seq;
  /* Over the three that make the identity: tells a press that outlived a reset from what memory holds at power-on. */
  uint32_t check;
  uint16_t due_at_ms;
  uint8_t button;
  bool is_sent;
};

/**
 * Presses that wait for their acknowledgement, oldest first. Every change leaves a memory from which
 * `press_queue_recover` rebuilds the queue, whatever the instant of a reset: at worst a press is sent twice, under its
 * own identity, and the host tells it by that.
 */
struct press_queue {
  uint8_t count;
  struct press presses[QUEUE_CAPACITY];
};

/** For memory that may hold the queue of the boot before, or anything. What is found is due at once. */
void press_queue_recover(struct press_queue *queue, uint16_t now_ms);

/** False when it is full: nothing was queued. */
bool press_queue_add(struct press_queue *queue, uint32_t nonce, uint32_t seq, uint8_t button, uint16_t now_ms);

enum acknowledged { ACKNOWLEDGED_NOTHING, ACKNOWLEDGED_OLDER, ACKNOWLEDGED_NEWEST };

enum acknowledged press_queue_acknowledge(struct press_queue *queue, uint32_t nonce, uint32_t seq);

/** The host could not record it. False when the press is not in the queue. */
bool press_queue_postpone(struct press_queue *queue, uint32_t nonce, uint32_t seq, uint16_t now_ms);

void press_queue_all_due(struct press_queue *queue, uint16_t now_ms);

/** The oldest that was never sent; NULL when there is none. */
struct press *press_queue_fresh(struct press_queue *queue);

/** The oldest whose time to be sent again has come; NULL when there is none. */
struct press *press_queue_due(struct press_queue *queue, uint16_t now_ms);

void press_queue_sent(struct press *press, uint16_t now_ms);

#endif
