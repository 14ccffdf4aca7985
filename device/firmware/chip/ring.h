#ifndef CHIP_RING_H
#define CHIP_RING_H

#include <stdbool.h>
#include <stdint.h>

#define RING_BYTES 64u

/**
 * Bytes between one interrupt and the main loop: one side only puts, the other only takes, and each index is one byte
 * that only its own side writes. That needs no lock on an 8-bit chip.
 */
struct ring {
  volatile uint8_t put_at;
  volatile uint8_t take_at;
  volatile uint8_t bytes[RING_BYTES];
};

static inline bool ring_is_empty(const struct ring *ring) { return ring->put_at == ring->take_at; }

/** False when it is full: the byte is lost. */
static inline bool ring_put(struct ring *ring, uint8_t byte) {
  const uint8_t at = ring->put_at;
  const uint8_t next = (uint8_t)(at + 1) % RING_BYTES;
  if (next == ring->take_at) return false;
  ring->bytes[at] = byte;
  ring->put_at = next;
  return true;
}

static inline bool ring_take(struct ring *ring, uint8_t *byte) {
  const uint8_t at = ring->take_at;
  if (at == ring->put_at) return false;
  *byte = ring->bytes[at];
  ring->take_at = (uint8_t)(at + 1) % RING_BYTES;
  return true;
}

#endif
