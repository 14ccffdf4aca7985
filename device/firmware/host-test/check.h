#ifndef HOST_TEST_CHECK_H
#define HOST_TEST_CHECK_H

#include <stdio.h>
#include <stdlib.h>

/** Ends the run at the first thing that is not as it must be, and says where. */
#define CHECK(condition)                                                        \
  do {                                                                          \
    if (!(condition)) {                                                         \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);   \
      exit(1);                                                                  \
    }                                                                           \
  } while (0)

void test_vectors(void);
void test_host_line(void);
void test_buttons(void);
void test_press_queue(void);
void test_boot_nonce(void);
void test_lamps(void);
void test_panel(void);
void test_noise_on_the_line(void);

#endif
