#ifndef PANEL_DOWN_MEMORY_H
#define PANEL_DOWN_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

/**
 * Which buttons were down, in memory that outlives a reset. It tells a button that went down while the chip was being reset
 * (a press) from one that had been counted before and is still held (none).
 */
struct down_memory {
  uint8_t down_mask;
  /** Tells what was written from what memory holds at power-on. */
  uint32_t check;
};

void down_memory_write(struct down_memory *memory, uint8_t down_mask);

/** False when it holds nothing that was written: power was off. */
bool down_memory_read(const struct down_memory *memory, uint8_t *down_mask);

#endif
