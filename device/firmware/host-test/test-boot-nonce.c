#include <string.h>

#include "../panel/boot-nonce.h"
#include "check.h"

static uint8_t bytes[KEEPING_MEMORY_BYTES];
static unsigned writes[KEEPING_MEMORY_BYTES];
/* Power goes after this many writes; -1 is never. */
static long writes_left;
static bool is_worn_out;
static uint32_t noise;

static uint8_t read_byte(uint16_t address) {
  CHECK(address < KEEPING_MEMORY_BYTES);
  return bytes[address];
}

static void write_byte(uint16_t address, uint8_t value) {
  CHECK(address < KEEPING_MEMORY_BYTES);
  if (is_worn_out || writes_left == 0 || bytes[address] == value) return;
  if (writes_left > 0) writes_left--;
  bytes[address] = value;
  writes[address]++;
}

static uint32_t draw(void) { return noise += 0x01234567; }

static const struct keeping_memory memory = {read_byte, write_byte};

static void new_board(void) {
  memset(bytes, 0xFF, sizeof bytes);
  memset(writes, 0, sizeof writes);
  writes_left = -1;
  is_worn_out = false;
}

static uint32_t boot(void) {
  const struct boot_nonce next = boot_nonce_next(&memory, draw);
  CHECK(next.is_kept);
  return next.nonce;
}

static uint32_t seen[70000];
static size_t seen_count;

static int compare(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static void check_all_different(void) {
  qsort(seen, seen_count, sizeof *seen, compare);
  for (size_t i = 1; i < seen_count; i++) CHECK(seen[i] != seen[i - 1]);
  seen_count = 0;
}

static void never_the_same_and_worn_evenly(void) {
  new_board();
  for (unsigned i = 0; i < 60000; i++) seen[seen_count++] = boot();
  check_all_different();
  /* 100,000 writes a cell: six million boots. */
  for (size_t i = 0; i < sizeof bytes; i++) CHECK(writes[i] <= 60000 / 64 + 2);
}

static void two_boards_differ(void) {
  for (unsigned board = 0; board < 100; board++) {
    new_board();
    for (unsigned i = 0; i < 100; i++) seen[seen_count++] = boot();
  }
  check_all_different();
}

/* Power goes at any write of a boot: the nonce that this boot would have used may be used or not, but none comes twice. */
static void never_the_same_when_power_goes_while_writing(void) {
  new_board();
  for (unsigned i = 0; i < 5000; i++) {
    writes_left = i % 9;
    const struct boot_nonce cut = boot_nonce_next(&memory, draw);
    if (cut.is_kept && writes_left > 0) seen[seen_count++] = cut.nonce;
    writes_left = -1;
    seen[seen_count++] = boot();
  }
  check_all_different();
}

static void never_the_same_when_a_byte_rots(void) {
  new_board();
  srand(2);
  for (unsigned i = 0; i < 5000; i++) {
    seen[seen_count++] = boot();
    if (i % 100 == 99) bytes[(unsigned)rand() % sizeof bytes] ^= (uint8_t)(1 + rand() % 255);
  }
  check_all_different();
}

static void says_when_the_memory_keeps_nothing(void) {
  new_board();
  boot();
  is_worn_out = true;
  const struct boot_nonce first = boot_nonce_next(&memory, draw);
  const struct boot_nonce second = boot_nonce_next(&memory, draw);
  CHECK(!first.is_kept && !second.is_kept && first.nonce != second.nonce);
}

void test_boot_nonce(void) {
  never_the_same_and_worn_evenly();
  two_boards_differ();
  never_the_same_when_power_goes_while_writing();
  never_the_same_when_a_byte_rots();
  says_when_the_memory_keeps_nothing();
}
