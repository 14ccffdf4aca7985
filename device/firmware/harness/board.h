#ifndef HARNESS_BOARD_H
#define HARNESS_BOARD_H

#include <simavr/sim_avr.h>
#include <stdbool.h>
#include <stdint.h>

#include "chance.h"

#define CYCLES_PER_SECOND 16000000uLL
#define CYCLES_PER_MS (CYCLES_PER_SECOND / 1000)
#define BUTTONS 5
#define LAMPS 5
#define RX_WAITING_MAX 65536u

/** Bytes that the panel puts on the line, each with the cycle in which its stop bit ends. */
typedef void (*byte_listener)(void *who, uint8_t byte, uint64_t start_cycle, uint64_t end_cycle);

/** An ATmega328P with five switches to ground, five lamps, and a serial line of the pace that the firmware sets. */
struct board {
  avr_t *avr;
  struct chance *chance;
  byte_listener on_byte;
  void *listener;
  /** Bit 0 is button 1: set while its switch connects the pin to ground. */
  uint8_t closed_mask;
  uint8_t lit;
  uint64_t line_free_at;
  uint64_t next_rx_at;
  bool is_rx_held;
  uint8_t rx_waiting[RX_WAITING_MAX];
  uint32_t rx_put, rx_take;
  uint64_t rx_lost;
  /** The lowest the stack pointer ever was, since power-on. */
  uint16_t lowest_stack;
  bool was_reset;
  unsigned resets;
  bool is_reset_wanted;
  const char *eeprom_path;
  void (*chip_reset)(avr_t *avr);
};

/** Loads the ELF file and switches power on. On failure says why on stderr and gives false. */
bool board_start(struct board *board, const char *elf_path, const char *eeprom_path, struct chance *chance);

/** Runs up to a cycle, or a few cycles beyond it. False when the firmware crashed. */
bool board_run(struct board *board, uint64_t until_cycle);

static inline uint64_t board_now(const struct board *board) { return board->avr->cycle; }

/** A byte of the host; it reaches the chip at the line's pace. */
void board_receive(struct board *board, uint8_t byte);
bool board_has_received_all(const struct board *board);

/** The reset pin: memory keeps its content. */
void board_reset(struct board *board);
/** Power off and on: memory holds anything, only the EEPROM keeps. */
void board_power_cycle(struct board *board);
/** The program hangs with interrupts off, as after a bug or a strike of lightning: only the watchdog helps. */
void board_freeze(struct board *board);

/** Writes the EEPROM's file, where there is one. */
void board_stop(struct board *board);

extern const char *const lamp_names[LAMPS];

#endif
