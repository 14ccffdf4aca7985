#ifndef PANEL_MIX32_H
#define PANEL_MIX32_H

#include <stdint.h>

/**
 * Scrambles 32 bits so that every bit of the result hangs on every bit given. One to one: two different values never give
 * the same result. Source: the finaliser of MurmurHash3 (Appleby, public domain).
 */
static inline uint32_t mix32(uint32_t value) {
  value ^= value >> 16;
  value *= 0x85EBCA6BuL;
  value ^= value >> 13;
  value *= 0xC2B2AE35uL;
  value ^= value >> 16;
  return value;
}

#endif
