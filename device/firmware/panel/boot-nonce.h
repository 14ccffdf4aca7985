#ifndef PANEL_BOOT_NONCE_H
#define PANEL_BOOT_NONCE_H

#include <stdbool.h>
#include <stdint.h>

/** The board's memory that keeps its content without power, given by whoever runs the panel: the chip, or a test. */
struct keeping_memory {
  uint8_t (*read)(uint16_t address);
  void (*write)(uint16_t address, uint8_t value);
};

/** What of the keeping memory is used, from address 0. */
#define KEEPING_MEMORY_BYTES 512u

struct boot_nonce {
  uint32_t nonce;
  /** False when the memory does not keep what is written: the nonce is then drawn from noise alone. */
  bool is_kept;
};

/**
 * A nonce that no other boot of this board ever had: a count of boots, scrambled one to one with a key that the board drew
 * from noise at its first boot, so that two boards differ too. The count goes round through 64 places, which makes the
 * 100,000 writes of a cell (ATmega328P datasheet, section 8.4) six million boots; a write that power cut short only skips a
 * number.
 *
 * @param draw_noise asked for at most twice, for the key of a new board or for a nonce where the memory is worn out
 */
struct boot_nonce boot_nonce_next(const struct keeping_memory *memory, uint32_t (*draw_noise)(void));

#endif
