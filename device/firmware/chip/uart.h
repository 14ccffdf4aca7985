#ifndef CHIP_UART_H
#define CHIP_UART_H

#include <stdbool.h>
#include <stdint.h>

/** 115200 8N1 on D0 and D1, both directions by interrupt. */
void uart_start(void);

bool uart_has_received(void);
bool uart_take(uint8_t *byte);

/** True when the last byte handed over has gone to the transmitter. */
bool uart_is_idle(void);

/** Only when idle, and at most 63 bytes. Returns at once. */
void uart_send(const char *bytes, uint8_t length);

#endif
