#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "../panel/boot-nonce.h"
#include "../panel/panel.h"
#include "noise.h"
#include "pins.h"
#include "tick.h"
#include "uart.h"

/*
 * A host that opens the port of an Uno or Nano resets the chip (DTR pulses the reset pin), and so does the watchdog. Memory
 * keeps its content then: the queue lies where neither our start code nor a bootloader writes (see the Makefile), and what a
 * citizen pressed while the host was away is still there when it comes back.
 */
static struct lasting lasting __attribute__((section(".noinit")));
static struct panel panel;

/* After a watchdog reset the watchdog runs on at its shortest time (datasheet section 11.9.2): off before anything else. */
void watchdog_off(void) __attribute__((naked, used, section(".init3")));
void watchdog_off(void) {
  MCUSR = 0;
  wdt_disable();
}

static uint8_t read_eeprom(uint16_t address) { return eeprom_read_byte((const uint8_t *)address); }
static void write_eeprom(uint16_t address, uint8_t value) { eeprom_update_byte((uint8_t *)address, value); }

static void sleep_until_interrupt(void) {
  cli();
  if (!uart_has_received() && !tick_has_sample()) {
    sleep_enable();
    /* The instruction after `sei` runs before any interrupt does: no wake-up is missed. */
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

static void run_once(void) {
  uint8_t value;
  while (uart_take(&value)) panel_take_byte(&panel, value);
  while (tick_take(&value)) {
    panel_tick(&panel, value);
    /* Fed only here: it proves that the timer, its interrupt and this loop all live. */
    wdt_reset();
  }
  pins_show(panel_lamps(&panel));
  if (uart_is_idle()) {
    char line[PANEL_LINE_MAX];
    const uint8_t length = panel_next_line(&panel, line);
    if (length > 0) uart_send(line, length);
  }
}

int main(void) {
  pins_start();
  const uint8_t low_mask = pins_low_mask();
  /* Before the EEPROM, whose writes take up to 3.4 ms a byte: what is pressed in the meantime waits as samples. */
  tick_start();
  sei();
  static const struct keeping_memory eeprom = {read_eeprom, write_eeprom};
  const struct boot_nonce boot = boot_nonce_next(&eeprom, noise_draw);
  panel_start(&panel, &lasting, boot.nonce, boot.is_kept, low_mask);
  uart_start();
  /* Idle: timer, UART and the pull-ups stay on. */
  SMCR = 0;
  wdt_enable(WDTO_500MS);
  /* Ends what a reset tore off in the middle, so that the hello is a line of its own. */
  uart_send("\n", 1);
  for (;;) {
    run_once();
    sleep_until_interrupt();
  }
}
