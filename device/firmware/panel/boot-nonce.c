#include "boot-nonce.h"

#include "crc16.h"
#include "mix32.h"

/* A value of four bytes and its CRC, which is taken with a different start for each place. */
#define RECORD_BYTES 6u
/* Address 0 is left alone: it is the one that brown-outs are known to spoil. */
#define KEY_AT 8u
#define KEY_COPIES 2u
#define COUNTS_AT 32u
#define COUNT_PLACES 64u

static uint16_t address_of_count(uint32_t count) {
  return (uint16_t)(COUNTS_AT + (uint16_t)(count % COUNT_PLACES) * RECORD_BYTES);
}

static uint16_t check_of(uint16_t address, const uint8_t value[4]) {
  uint16_t crc = crc16_step(CRC16_INITIAL, (uint8_t)address);
  for (uint8_t i = 0; i < 4; i++) crc = crc16_step(crc, value[i]);
  return crc;
}

enum record { RECORD_ERASED, RECORD_SPOILT, RECORD_WHOLE };

static enum record read_record(const struct keeping_memory *memory, uint16_t address, uint32_t *value) {
  uint8_t bytes[RECORD_BYTES];
  bool is_erased = true;
  for (uint8_t i = 0; i < RECORD_BYTES; i++) {
    bytes[i] = memory->read((uint16_t)(address + i));
    if (bytes[i] != 0xFF) is_erased = false;
  }
  if (is_erased) return RECORD_ERASED;
  const uint16_t check = check_of(address, bytes);
  if (bytes[4] != (uint8_t)check || bytes[5] != (uint8_t)(check >> 8)) return RECORD_SPOILT;
  *value = (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
  return RECORD_WHOLE;
}

/* True when it can be read back. */
static bool write_record(const struct keeping_memory *memory, uint16_t address, uint32_t value) {
  const uint8_t bytes[4] = {(uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
  const uint16_t check = check_of(address, bytes);
  for (uint8_t i = 0; i < 4; i++) memory->write((uint16_t)(address + i), bytes[i]);
  memory->write((uint16_t)(address + 4), (uint8_t)check);
  memory->write((uint16_t)(address + 5), (uint8_t)(check >> 8));
  uint32_t kept;
  return read_record(memory, address, &kept) == RECORD_WHOLE && kept == value;
}

/* The highest count that any boot can have used; 0 when there was none. */
static uint32_t used_count(const struct keeping_memory *memory) {
  uint32_t highest = 0;
  uint32_t spoilt = 0;
  for (uint8_t place = 0; place < COUNT_PLACES; place++) {
    uint32_t count;
    switch (read_record(memory, address_of_count(place), &count)) {
      case RECORD_WHOLE:
        if (count > highest) highest = count;
        break;
      case RECORD_SPOILT:
        /* It may have been the highest: its number is passed over. */
        spoilt++;
        break;
      case RECORD_ERASED:
        break;
    }
  }
  return highest == 0 ? 0 : highest + spoilt;
}

static bool read_key(const struct keeping_memory *memory, uint32_t *key) {
  for (uint8_t copy = 0; copy < KEY_COPIES; copy++) {
    if (read_record(memory, (uint16_t)(KEY_AT + copy * RECORD_BYTES), key) == RECORD_WHOLE) return true;
  }
  return false;
}

static void write_key(const struct keeping_memory *memory, uint32_t key) {
  for (uint8_t copy = 0; copy < KEY_COPIES; copy++) {
    uint32_t kept;
    const uint16_t address = (uint16_t)(KEY_AT + copy * RECORD_BYTES);
    if (read_record(memory, address, &kept) != RECORD_WHOLE || kept != key) write_record(memory, address, key);
  }
}

struct boot_nonce boot_nonce_next(const struct keeping_memory *memory, uint32_t (*draw_noise)(void)) {
  uint32_t key;
  uint32_t count = used_count(memory);
  /* A count without its key, or a key without a count, belongs to a board that is as good as new: it draws a new key. */
  if (count == 0 || !read_key(memory, &key)) key = draw_noise();
  write_key(memory, key);
  for (uint8_t tries = 0; tries < COUNT_PLACES; tries++) {
    count++;
    if (write_record(memory, address_of_count(count), count)) {
      return (struct boot_nonce){mix32(count ^ mix32(key)), true};
    }
  }
  return (struct boot_nonce){mix32(draw_noise()), false};
}
