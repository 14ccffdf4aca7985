#include "down-memory.h"

#include "mix32.h"

/* Changed whenever the layout changes, so that a new firmware does not read the memory of an old one. */
#define LAYOUT 0x6D634401uL

static uint32_t check_of(uint8_t down_mask) { return mix32(down_mask ^ LAYOUT); }

void down_memory_write(struct down_memory *memory, uint8_t down_mask) {
  memory->down_mask = down_mask;
  memory->check = check_of(down_mask);
}

bool down_memory_read(const struct down_memory *memory, uint8_t *down_mask) {
  if (memory->check != check_of(memory->down_mask)) return false;
  *down_mask = memory->down_mask;
  return true;
}
