#include "report.h"

#include <stdarg.h>
#include <stdio.h>

#include "board.h"

void report(uint64_t at_cycle, const char *format, ...) {
  printf("%.3f ", (double)at_cycle * 1000.0 / CYCLES_PER_SECOND);
  va_list arguments;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
  putchar('\n');
  fflush(stdout);
}
