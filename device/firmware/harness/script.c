#define _GNU_SOURCE
#include "script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

const char script_help[] =
    "commands, one a line, carried out one after the other:\n"
    "  press N [bounce T] [hold T]   the switch of button N closes; with hold it opens again after T\n"
    "  release N [bounce T]          it opens\n"
    "  wait T                        T is 500ms, 8ms, 250us, 2s\n"
    "  send TEXT                     a line of the host, its line feed added\n"
    "  sendhex 00FF...               bytes of the host\n"
    "  noise COUNT                   random bytes of the host\n"
    "  garble N                      of a million bytes garble N, both ways (0: none)\n"
    "  cut | mend                    the line loses everything | is whole again\n"
    "  unplug | plug                 the pseudo-terminal goes | a new one comes\n"
    "  reset | power-cycle | freeze  reset pin | power off and on | the program hangs\n"
    "  leds | stats                  report the lamps | bytes and stack\n"
    "  quit\n";

static bool read_time(const char *word, uint64_t *cycles) {
  char *unit;
  const double value = word ? strtod(word, &unit) : -1;
  if (value < 0 || unit == word) return false;
  double seconds;
  if (strcmp(unit, "us") == 0) seconds = value / 1e6;
  else if (strcmp(unit, "ms") == 0) seconds = value / 1e3;
  else if (strcmp(unit, "s") == 0) seconds = value;
  else return false;
  *cycles = (uint64_t)(seconds * (double)CYCLES_PER_SECOND);
  return true;
}

static void add_edge(struct script *script, uint64_t at_cycle, uint8_t mask, bool is_closed) {
  if (script->edge_count < EDGES_MAX) script->edges[script->edge_count++] = (struct edge){at_cycle, mask, is_closed};
}

/* Contacts meet and part at random, each time for 30 to 900 microseconds, and come to rest exactly at the end. */
static uint64_t bounce_to(struct script *script, uint64_t from, uint64_t bounce, uint8_t mask, bool is_closed) {
  bool is_closed_now = is_closed;
  uint64_t at = from;
  while (at < from + bounce && script->edge_count < EDGES_MAX - 1) {
    add_edge(script, at, mask, is_closed_now);
    is_closed_now = !is_closed_now;
    at += (30 + chance_below(script->chance, 870)) * CYCLES_PER_MS / 1000;
  }
  add_edge(script, from + bounce, mask, is_closed);
  return from + bounce;
}

struct press_words {
  unsigned button;
  uint64_t bounce, hold;
  bool has_hold;
};

static bool read_press(char *words, struct press_words *read) {
  char *rest;
  const char *word = strtok_r(words, " ", &rest);
  read->button = word ? (unsigned)strtoul(word, NULL, 10) : 0;
  if (read->button < 1 || read->button > BUTTONS) return false;
  while ((word = strtok_r(NULL, " ", &rest))) {
    const char *value = strtok_r(NULL, " ", &rest);
    if (strcmp(word, "bounce") == 0 && read_time(value, &read->bounce)) continue;
    if (strcmp(word, "hold") != 0 || !read_time(value, &read->hold)) return false;
    read->has_hold = true;
  }
  return true;
}

static bool press(struct script *script, char *words) {
  struct press_words asked = {0};
  if (!read_press(words, &asked)) return false;
  const uint8_t mask = (uint8_t)(1u << (asked.button - 1));
  const uint64_t now = board_now(script->board);
  script->wire->closed_at[asked.button - 1] = now;
  script->busy_until = bounce_to(script, now, asked.bounce, mask, true);
  if (asked.has_hold) {
    if (asked.hold < asked.bounce) asked.hold = asked.bounce;
    script->busy_until = bounce_to(script, now + asked.hold, asked.bounce, mask, false);
  }
  return true;
}

static bool let_go(struct script *script, char *words) {
  struct press_words asked = {0};
  if (!read_press(words, &asked) || asked.has_hold) return false;
  const uint8_t mask = (uint8_t)(1u << (asked.button - 1));
  script->busy_until = bounce_to(script, board_now(script->board), asked.bounce, mask, false);
  return true;
}

static bool wait_for(struct script *script, char *words) {
  uint64_t cycles;
  if (!read_time(words, &cycles)) return false;
  script->busy_until = board_now(script->board) + cycles;
  return true;
}

static bool send_text(struct script *script, char *words) {
  for (const char *at = words; *at; at++) board_receive(script->board, (uint8_t)*at);
  board_receive(script->board, '\n');
  return true;
}

static bool send_hex(struct script *script, char *words) {
  for (const char *at = words; *at; at += 2) {
    unsigned byte;
    if (sscanf(at, "%2x", &byte) != 1 || at[1] == '\0') return false;
    board_receive(script->board, (uint8_t)byte);
  }
  return true;
}

static bool noise(struct script *script, char *words) {
  for (unsigned long left = strtoul(words, NULL, 10); left > 0; left--) {
    board_receive(script->board, (uint8_t)chance_draw(script->chance));
  }
  return true;
}

static bool garble(struct script *script, char *words) {
  script->wire->garbled_per_million = (uint32_t)strtoul(words, NULL, 10);
  return true;
}

static bool cut(struct script *script, char *words) {
  (void)words;
  script->wire->is_cut = true;
  return true;
}

static bool mend(struct script *script, char *words) {
  (void)words;
  script->wire->is_cut = false;
  return true;
}

static bool unplug(struct script *script, char *words) {
  (void)words;
  wire_unplug(script->wire);
  return true;
}

static bool plug(struct script *script, char *words) {
  (void)words;
  return wire_plug(script->wire);
}

static bool reset(struct script *script, char *words) {
  (void)words;
  board_reset(script->board);
  return true;
}

static bool power_cycle(struct script *script, char *words) {
  (void)words;
  board_power_cycle(script->board);
  return true;
}

static bool freeze(struct script *script, char *words) {
  (void)words;
  board_freeze(script->board);
  return true;
}

static bool leds(struct script *script, char *words) {
  (void)words;
  const uint8_t lit = script->board->lit;
  report(board_now(script->board), "leds alive=%d link=%d pressed=%d recorded=%d fault=%d", lit & 1, lit >> 1 & 1,
         lit >> 2 & 1, lit >> 3 & 1, lit >> 4 & 1);
  return true;
}

static bool stats(struct script *script, char *words) {
  (void)words;
  const struct board *board = script->board;
  report(board_now(board), "stats stack=%u from_panel=%llu to_panel=%llu to_panel_lost=%llu",
         (unsigned)(board->avr->ramend - board->lowest_stack), (unsigned long long)script->wire->bytes_from_panel,
         (unsigned long long)script->wire->bytes_to_panel, (unsigned long long)board->rx_lost);
  return true;
}

static bool quit(struct script *script, char *words) {
  (void)words;
  script->is_over = true;
  return true;
}

static const struct {
  const char *name;
  bool (*run)(struct script *script, char *words);
} commands[] = {
    {"press", press},   {"release", let_go}, {"wait", wait_for},         {"send", send_text}, {"sendhex", send_hex},
    {"noise", noise},   {"garble", garble},  {"cut", cut},               {"mend", mend},      {"unplug", unplug},
    {"plug", plug},     {"reset", reset},    {"power-cycle", power_cycle}, {"freeze", freeze}, {"leds", leds},
    {"stats", stats},   {"quit", quit},
};

void script_start(struct script *script, const char *command) {
  snprintf(script->command, sizeof script->command, "%s", command);
  char words[sizeof script->command];
  snprintf(words, sizeof words, "%s", command);
  char *rest = strchr(words, ' ');
  if (rest) *rest++ = '\0';
  else rest = words + strlen(words);
  script->edge_count = script->edge_next = 0;
  script->busy_until = board_now(script->board);
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
    if (strcmp(commands[i].name, words) != 0) continue;
    script->is_busy = commands[i].run(script, rest);
    if (!script->is_busy) report(board_now(script->board), "error cannot do: %s", command);
    return;
  }
  report(board_now(script->board), "error unknown command: %s", command);
}

void script_continue(struct script *script) {
  const uint64_t now = board_now(script->board);
  while (script->edge_next < script->edge_count && script->edges[script->edge_next].at_cycle <= now) {
    const struct edge *edge = &script->edges[script->edge_next++];
    if (edge->is_closed) script->board->closed_mask |= edge->mask;
    else script->board->closed_mask &= (uint8_t)~edge->mask;
  }
  if (!script->is_busy || now < script->busy_until) return;
  script->is_busy = false;
  report(now, "done %s", script->command);
}

uint64_t script_next(const struct script *script) {
  if (!script->is_busy) return UINT64_MAX;
  if (script->edge_next < script->edge_count) return script->edges[script->edge_next].at_cycle;
  return script->busy_until;
}
