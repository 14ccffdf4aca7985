#ifndef CHIP_PINS_H
#define CHIP_PINS_H

#include <stdint.h>

/** D2 to D6 with pull-ups for the buttons, D8 to D12 for the lamps, D13 (the board's own LED) beside the first lamp. The pins can be read at once. */
void pins_start(void);

/** Bit 0 is button 1: set while its pin is low. */
uint8_t pins_low_mask(void);

/** @param lit a mask of `enum lamp` */
void pins_show(uint8_t lit);

#endif
