#ifndef HARNESS_REPORT_H
#define HARNESS_REPORT_H

#include <stdint.h>

/** Writes `<milliseconds of simulated time> <text>` as one line to stdout, at once. */
void report(uint64_t at_cycle, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
