#include "tick.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#include "pins.h"
#include "ring.h"

#define PRESCALER 64u
#define TICKS_PER_SECOND 1000u

static struct ring samples;

void tick_start(void) {
  TCCR0A = 1u << WGM01;
  OCR0A = F_CPU / PRESCALER / TICKS_PER_SECOND - 1;
  TIMSK0 = 1u << OCIE0A;
  TCCR0B = (1u << CS01) | (1u << CS00);
}

ISR(TIMER0_COMPA_vect) { ring_put(&samples, pins_low_mask()); }

bool tick_has_sample(void) { return !ring_is_empty(&samples); }

bool tick_take(uint8_t *low_mask) { return ring_take(&samples, low_mask); }
