#include "pins.h"

#include <avr/io.h>
#include <util/delay.h>

#include "../panel/buttons.h"
#include "../panel/lamps.h"

#define FIRST_BUTTON PD2
#define BUTTON_PINS (BUTTON_MASK << FIRST_BUTTON)
#define LAMP_PINS 0x1Fu
#define BOARD_LED (1u << PB5)

void pins_start(void) {
  PORTB = 0;
  DDRB = LAMP_PINS | BOARD_LED;
  DDRD &= (uint8_t)~BUTTON_PINS;
  PORTD |= BUTTON_PINS;
  /* A pull-up of 50 kΩ lifts a metre of wire (100 pF) in 5 microseconds. */
  _delay_us(100);
}

uint8_t pins_low_mask(void) { return (uint8_t)(~PIND >> FIRST_BUTTON) & BUTTON_MASK; }

void pins_show(uint8_t lit) { PORTB = (uint8_t)((lit & LAMP_PINS) | ((lit & LAMP_ALIVE) ? BOARD_LED : 0)); }
