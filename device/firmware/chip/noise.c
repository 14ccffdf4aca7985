#include "noise.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/wdt.h>

#include "../panel/mix32.h"

#define ANALOGUE_SAMPLES 64
#define JITTER_SAMPLES 32

static volatile uint16_t jitter_at;
static volatile uint8_t jitter_count;

ISR(WDT_vect) {
  jitter_at = TCNT1;
  /* Stays set by itself on the chip; simavr clears it as the chip does in its other mode (datasheet table 11-1). */
  WDTCSR |= 1u << WDIE;
  jitter_count++;
}

static uint32_t mix_memory(uint32_t noise) {
  for (const volatile uint8_t *at = (const volatile uint8_t *)RAMSTART; at <= (const volatile uint8_t *)RAMEND; at++) {
    noise = mix32(noise ^ *at);
  }
  return noise;
}

static uint32_t mix_analogue(uint32_t noise) {
  ADMUX = 1u << REFS0;
  ADCSRA = (1u << ADEN) | (1u << ADPS2) | (1u << ADPS1);
  for (uint8_t i = 0; i < ANALOGUE_SAMPLES; i++) {
    ADCSRA |= 1u << ADSC;
    while (ADCSRA & (1u << ADSC)) {
    }
    noise = mix32(noise ^ ADC);
  }
  ADCSRA = 0;
  return noise;
}

/* The watchdog as an alarm clock of 16 ms, by its own oscillator; timer 1 counts the crystal's cycles. */
static uint32_t mix_jitter(uint32_t noise) {
  TCCR1B = 1u << CS10;
  cli();
  WDTCSR = (1u << WDCE) | (1u << WDE);
  WDTCSR = 1u << WDIE;
  sei();
  for (uint8_t i = 0; i < JITTER_SAMPLES; i++) {
    const uint8_t seen = jitter_count;
    while (jitter_count == seen) {
    }
    noise = mix32(noise ^ jitter_at);
  }
  cli();
  wdt_disable();
  sei();
  TCCR1B = 0;
  return noise;
}

uint32_t noise_draw(void) { return mix_jitter(mix_analogue(mix_memory(0))); }
