#ifndef HARNESS_CHANCE_H
#define HARNESS_CHANCE_H

#include <stdint.h>

/** A run with the same seed bounces, floats and garbles the same. (xorshift64*, Vigna 2016.) */
struct chance {
  uint64_t state;
};

static inline uint32_t chance_draw(struct chance *chance) {
  uint64_t x = chance->state;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  chance->state = x;
  return (uint32_t)((x * 0x2545F4914F6CDD1DuLL) >> 32);
}

/** 0 <= result < limit. */
static inline uint32_t chance_below(struct chance *chance, uint32_t limit) {
  return (uint32_t)(((uint64_t)chance_draw(chance) * limit) >> 32);
}

#endif
