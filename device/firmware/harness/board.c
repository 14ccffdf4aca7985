#include "board.h"

#include <simavr/avr_adc.h>
#include <simavr/avr_eeprom.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

/* Addresses in data space (ATmega328P datasheet, register summary). */
enum { PIN_D = 0x29, DDR_D = 0x2A, PORT_D = 0x2B, DDR_B = 0x24, PORT_B = 0x25, UBRR0_LOW = 0xC4, UBRR0_HIGH = 0xC5 };

#define FIRST_BUTTON 2
#define BUTTON_PINS (((1u << BUTTONS) - 1) << FIRST_BUTTON)
#define LAMP_PINS ((1u << LAMPS) - 1)
#define EEPROM_BYTES 1024
/* simavr lets a sleeping chip skip to its next timer: with this one it never skips over a change of a pin. */
#define PULSE_CYCLES 160

const char *const lamp_names[LAMPS] = {"alive", "link", "pressed", "recorded", "fault"};

static void log_to_stderr(avr_t *avr, const int level, const char *format, va_list arguments) {
  (void)avr;
  if (level <= LOG_ERROR) vfprintf(stderr, format, arguments);
}

static avr_cycle_count_t pulse(avr_t *avr, avr_cycle_count_t when, void *param) {
  (void)avr;
  (void)param;
  return when + PULSE_CYCLES;
}

static void do_not_sleep(avr_t *avr, avr_cycle_count_t how_long) {
  (void)avr;
  (void)how_long;
}

/* simavr's reset hook has no parameter of ours. One process has one board. */
static struct board *the_board;

static void on_reset(avr_t *avr) {
  if (the_board->chip_reset) the_board->chip_reset(avr);
  the_board->was_reset = true;
  the_board->resets++;
  avr_cycle_timer_register(avr, PULSE_CYCLES, pulse, the_board);
}

static void on_conversion(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  (void)value;
  struct board *board = param;
  /* An open pin: somewhere in the middle, with some noise. In millivolts. */
  avr_raise_irq(avr_io_getirq(board->avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0), 2300 + chance_below(board->chance, 60));
}

static uint64_t cycles_per_byte(const struct board *board) {
  const uint8_t *data = board->avr->data;
  return 10uLL * 8 * ((data[UBRR0_LOW] | (unsigned)data[UBRR0_HIGH] << 8) + 1u);
}

static void on_sent(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  struct board *board = param;
  const uint64_t now = board_now(board);
  const uint64_t start = board->line_free_at > now ? board->line_free_at : now;
  board->line_free_at = start + cycles_per_byte(board);
  board->on_byte(board->listener, (uint8_t)value, start, board->line_free_at);
}

static void on_rx_room(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  if (value) ((struct board *)param)->is_rx_held = false;
}

static void on_rx_full(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  if (value) ((struct board *)param)->is_rx_held = true;
}

static void fill_with_chance(struct board *board) {
  for (unsigned at = board->avr->ioend + 1u; at <= board->avr->ramend; at++) {
    board->avr->data[at] = (uint8_t)chance_draw(board->chance);
  }
}

static void load_eeprom(struct board *board) {
  FILE *file = board->eeprom_path ? fopen(board->eeprom_path, "rb") : NULL;
  if (!file) return;
  uint8_t bytes[EEPROM_BYTES];
  const size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  avr_eeprom_desc_t content = {.ee = bytes, .offset = 0, .size = (uint32_t)size};
  if (size > 0) avr_ioctl(board->avr, AVR_IOCTL_EEPROM_SET, &content);
}

static void connect(struct board *board) {
  avr_t *avr = board->avr;
  uint32_t uart_flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &uart_flags);
  const uint32_t uart = AVR_IOCTL_UART_GETIRQ('0');
  avr_irq_register_notify(avr_io_getirq(avr, uart, UART_IRQ_OUTPUT), on_sent, board);
  avr_irq_register_notify(avr_io_getirq(avr, uart, UART_IRQ_OUT_XON), on_rx_room, board);
  avr_irq_register_notify(avr_io_getirq(avr, uart, UART_IRQ_OUT_XOFF), on_rx_full, board);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_OUT_TRIGGER), on_conversion, board);
}

bool board_start(struct board *board, const char *elf_path, const char *eeprom_path, struct chance *chance) {
  avr_global_logger_set(log_to_stderr);
  elf_firmware_t firmware;
  memset(&firmware, 0, sizeof firmware);
  if (elf_read_firmware(elf_path, &firmware) != 0) {
    fprintf(stderr, "cannot read the firmware %s\n", elf_path);
    return false;
  }
  avr_t *avr = avr_make_mcu_by_name("atmega328p");
  if (!avr) {
    fprintf(stderr, "this simavr does not know the ATmega328P\n");
    return false;
  }
  avr_init(avr);
  avr->frequency = CYCLES_PER_SECOND;
  avr->vcc = avr->avcc = avr->aref = 5000;
  avr->log = LOG_ERROR;
  avr->sleep = do_not_sleep;
  avr_load_firmware(avr, &firmware);

  board->avr = avr;
  board->chance = chance;
  board->eeprom_path = eeprom_path;
  board->lowest_stack = avr->ramend;
  the_board = board;
  board->chip_reset = avr->reset;
  avr->reset = on_reset;
  load_eeprom(board);
  connect(board);
  fill_with_chance(board);
  avr_reset(avr);
  board->was_reset = false;
  return true;
}

/* Read by the chip at any time: its input register follows the switches, and the pull-ups where they are on. */
static void drive_pins(struct board *board) {
  uint8_t *data = board->avr->data;
  const uint8_t pulled_up = data[PORT_D] & (uint8_t)~data[DDR_D];
  const uint8_t floating = (uint8_t)(BUTTON_PINS & ~pulled_up);
  uint8_t level = BUTTON_PINS;
  if (floating) level = (uint8_t)((level & ~floating) | (chance_draw(board->chance) & floating));
  level &= (uint8_t)~(board->closed_mask << FIRST_BUTTON);
  data[PIN_D] = (uint8_t)((data[PIN_D] & ~BUTTON_PINS) | level);
}

static void watch_lamps(struct board *board) {
  const uint8_t lit = board->avr->data[PORT_B] & board->avr->data[DDR_B] & LAMP_PINS;
  const uint8_t changed = lit ^ board->lit;
  board->lit = lit;
  for (unsigned i = 0; changed && i < LAMPS; i++) {
    if (changed & (1u << i)) report(board_now(board), "led %s %s", lamp_names[i], lit & (1u << i) ? "on" : "off");
  }
}

static void watch_stack(struct board *board) {
  const uint8_t *data = board->avr->data;
  const uint16_t stack = (uint16_t)(data[R_SPL] | data[R_SPH] << 8);
  /* Zero for the instructions between a reset and the start code. */
  if (stack > board->avr->ioend && stack < board->lowest_stack) board->lowest_stack = stack;
}

static void feed(struct board *board) {
  if (board->rx_take == board->rx_put || board->is_rx_held || board_now(board) < board->next_rx_at) return;
  board->next_rx_at = board_now(board) + cycles_per_byte(board);
  const uint8_t byte = board->rx_waiting[board->rx_take++ % RX_WAITING_MAX];
  avr_raise_irq(avr_io_getirq(board->avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), byte);
}

bool board_run(struct board *board, uint64_t until_cycle) {
  while (board_now(board) < until_cycle) {
    drive_pins(board);
    feed(board);
    const int state = avr_run(board->avr);
    watch_lamps(board);
    watch_stack(board);
    if (board->was_reset) {
      board->was_reset = false;
      board->is_rx_held = false;
      report(board_now(board), "reset %s", board->is_reset_wanted ? "wanted" : "watchdog");
      board->is_reset_wanted = false;
    }
    if (state == cpu_Crashed || state == cpu_Done) {
      report(board_now(board), "crashed pc=0x%x", (unsigned)board->avr->pc);
      return false;
    }
  }
  return true;
}

void board_receive(struct board *board, uint8_t byte) {
  if (board->rx_put - board->rx_take >= RX_WAITING_MAX) board->rx_lost++;
  else board->rx_waiting[board->rx_put++ % RX_WAITING_MAX] = byte;
}

bool board_has_received_all(const struct board *board) { return board->rx_put == board->rx_take; }

void board_reset(struct board *board) {
  board->is_reset_wanted = true;
  avr_reset(board->avr);
}

void board_power_cycle(struct board *board) {
  fill_with_chance(board);
  board->lowest_stack = board->avr->ramend;
  board_reset(board);
}

void board_freeze(struct board *board) {
  avr_t *avr = board->avr;
  const avr_flashaddr_t last_word = avr->flashend - 1;
  avr->flash[last_word] = 0xFF;
  avr->flash[last_word + 1] = 0xCF; /* rjmp to itself */
  avr->sreg[S_I] = 0;
  avr->state = cpu_Running;
  avr->pc = last_word;
}

void board_stop(struct board *board) {
  FILE *file = board->eeprom_path ? fopen(board->eeprom_path, "wb") : NULL;
  if (!file) return;
  uint8_t bytes[EEPROM_BYTES];
  avr_eeprom_desc_t content = {.ee = bytes, .offset = 0, .size = sizeof bytes};
  avr_ioctl(board->avr, AVR_IOCTL_EEPROM_GET, &content);
  fwrite(bytes, 1, sizeof bytes, file);
  fclose(file);
}
