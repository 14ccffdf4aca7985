#ifndef PANEL_CRC16_H
#define PANEL_CRC16_H

#include <stdint.h>

/** CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, no reflection; "123456789" gives 0x29B1. */
#define CRC16_INITIAL 0xFFFFu

uint16_t crc16_step(uint16_t crc, uint8_t byte);
uint16_t crc16(const void *bytes, uint8_t length);

#endif
