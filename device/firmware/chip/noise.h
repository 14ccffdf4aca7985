#ifndef CHIP_NOISE_H
#define CHIP_NOISE_H

#include <stdint.h>

/**
 * 32 bits that another board, or another time, does not give: what static memory held at power-on, the lowest bits of an
 * open analogue pin (A0: leave it unconnected), and the jitter of the watchdog's RC oscillator against the crystal. Takes
 * about 0.6 s and leaves the watchdog off and interrupts on; for the first boot of a board, not for every boot.
 */
uint32_t noise_draw(void);

#endif
