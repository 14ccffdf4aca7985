#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "report.h"
#include "script.h"
#include "wire.h"

static const char usage[] =
    "usage: motcham-harness [options] motcham-panel.elf < script\n"
    "Runs the panel's firmware in simavr, its serial line as a pseudo-terminal, and moves its pins as a script says.\n"
    "Every line it prints starts with the simulated time in milliseconds:\n"
    "  pty PATH | host opened|closed | tx LINE | torn LINE | led NAME on|off | latency BUTTON MS | reset wanted|watchdog |\n"
    "  leds ... | stats ... | done COMMAND | error ...\n"
    "options:\n"
    "  --free          no pseudo-terminal, as fast as it goes; time stands still between commands\n"
    "  --link PATH     a symbolic link that always leads to the present pseudo-terminal\n"
    "  --auto-reset    opening the port resets the chip, as on an Uno or Nano\n"
    "  --eeprom FILE   keeps the EEPROM from run to run\n"
    "  --seed N        the same bounces, noise and memory at power-on in every run\n";

/* Input is looked at this often, in simulated time. */
#define SLICE_CYCLES CYCLES_PER_MS
/* A machine that was asleep does not run after the lost time. */
#define CATCH_UP_MAX_NS 250000000LL

static volatile sig_atomic_t is_stopped;
static void on_signal(int number) {
  (void)number;
  is_stopped = 1;
}

struct input {
  char text[65536];
  size_t length;
  bool is_at_end;
};

static void read_input(struct input *input, int timeout_ms) {
  struct pollfd state = {.fd = STDIN_FILENO, .events = POLLIN};
  if (input->is_at_end || input->length == sizeof input->text || poll(&state, 1, timeout_ms) <= 0) return;
  const ssize_t count = read(STDIN_FILENO, input->text + input->length, sizeof input->text - input->length);
  if (count > 0) input->length += (size_t)count;
  else if (count == 0 || errno != EINTR) input->is_at_end = true;
}

/* The next command, blank lines and # comments left out. */
static bool next_command(struct input *input, char *command, size_t size) {
  for (;;) {
    char *end = memchr(input->text, '\n', input->length);
    if (!end && !(input->is_at_end && input->length > 0)) return false;
    const size_t length = end ? (size_t)(end - input->text) : input->length;
    const size_t used = end ? length + 1 : length;
    snprintf(command, size, "%.*s", (int)length, input->text);
    memmove(input->text, input->text + used, input->length - used);
    input->length -= used;
    command[strcspn(command, "\r#")] = '\0';
    if (command[strspn(command, " ")] != '\0') return true;
  }
}

static long long now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

/* Waits until the wall clock has come to where the simulation is. */
static void keep_pace(long long *started_ns, uint64_t cycle) {
  const long long due_ns = *started_ns + (long long)(cycle * 125 / 2); /* 62.5 ns a cycle */
  const long long ahead_ns = due_ns - now_ns();
  if (ahead_ns > 0) {
    const struct timespec pause = {ahead_ns / 1000000000LL, ahead_ns % 1000000000LL};
    nanosleep(&pause, NULL);
  } else if (ahead_ns < -CATCH_UP_MAX_NS) {
    *started_ns -= ahead_ns;
  }
}

static void run(struct board *board, struct wire *wire, struct script *script, bool is_free) {
  static struct input input;
  long long started_ns = now_ns();
  while (!script->is_over && !is_stopped) {
    script_continue(script);
    if (!script->is_busy) {
      char command[256];
      if (next_command(&input, command, sizeof command)) {
        script_start(script, command);
        continue;
      }
      if (input.is_at_end) return;
      read_input(&input, is_free ? -1 : 0);
      if (is_free) continue;
    }
    const uint64_t slice_end = board_now(board) + SLICE_CYCLES;
    const uint64_t next = script_next(script);
    if (!board_run(board, next < slice_end ? next : slice_end)) exit(3);
    if (is_free) continue;
    wire_exchange(wire);
    keep_pace(&started_ns, board_now(board));
  }
}

int main(int argc, char **argv) {
  static struct chance chance;
  static struct board board;
  static struct wire wire = {.master = -1, .has_pty = true};
  static struct script script;
  const char *eeprom_path = NULL;
  chance.state = (uint64_t)now_ns() | 1;
  static const struct option options[] = {
      {"free", no_argument, NULL, 'f'},       {"link", required_argument, NULL, 'l'},
      {"auto-reset", no_argument, NULL, 'a'}, {"eeprom", required_argument, NULL, 'e'},
      {"seed", required_argument, NULL, 's'}, {"help", no_argument, NULL, 'h'},
      {0},
  };
  for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
    switch (option) {
      case 'f': wire.has_pty = false; break;
      case 'l': wire.link_path = optarg; break;
      case 'a': wire.resets_on_open = true; break;
      case 'e': eeprom_path = optarg; break;
      case 's': chance.state = strtoull(optarg, NULL, 10) * 2654435761u + 1; break;
      case 'h': printf("%s%s", usage, script_help); return 0;
      default: fputs(usage, stderr); return 2;
    }
  }
  if (optind + 1 != argc) {
    fputs(usage, stderr);
    return 2;
  }
  signal(SIGTERM, on_signal);
  signal(SIGINT, on_signal);
  signal(SIGPIPE, SIG_IGN);

  board.on_byte = wire_from_panel;
  board.listener = &wire;
  wire.board = script.board = &board;
  wire.chance = script.chance = &chance;
  script.wire = &wire;
  if (!board_start(&board, argv[optind], eeprom_path, &chance) || !wire_plug(&wire)) return 1;
  run(&board, &wire, &script, !wire.has_pty);
  wire_unplug(&wire);
  board_stop(&board);
  return 0;
}
