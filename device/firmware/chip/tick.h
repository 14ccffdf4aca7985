#ifndef CHIP_TICK_H
#define CHIP_TICK_H

#include <stdbool.h>
#include <stdint.h>

/** From now on an interrupt samples the buttons every millisecond. */
void tick_start(void);

bool tick_has_sample(void);

/** The samples in order, none left out while the main loop is at most 60 ms behind. */
bool tick_take(uint8_t *low_mask);

#endif
