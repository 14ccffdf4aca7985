#include "panel.h"

#include <stddef.h>

#include "version.h"

/* The host answers a press within milliseconds; when it has not for this long, it is gone. */
#define SILENT_AFTER_MS 2000u
/* Ten alive lines say it before it is forgotten, so that the host learns of it. */
#define LOST_SHOWN_MS 10000u

void panel_start(struct panel *panel, struct lasting *lasting, uint32_t nonce, bool is_nonce_kept, uint8_t low_mask) {
  *panel = (struct panel){
      .queue = &lasting->queue,
      .down = &lasting->down,
      .nonce = nonce,
      .next_seq = 1,
      .alive_in_ms = ALIVE_EVERY_MS,
      .fixed_faults = is_nonce_kept ? 0 : FAULT_NONCE_NOT_KEPT,
      .is_hello_due = true,
      .lamps = {.pressed_for_ms = UINT16_MAX},
  };
  uint8_t was_down;
  const bool is_remembered = down_memory_read(panel->down, &was_down);
  buttons_start(&panel->buttons, is_remembered ? low_mask & was_down : low_mask);
  down_memory_write(panel->down, panel->buttons.down_mask);
  press_queue_recover(panel->queue, 0);
}

static void press(struct panel *panel, uint8_t button) {
  if (press_queue_add(panel->queue, panel->nonce, panel->next_seq, button, panel->now_ms)) {
    panel->next_seq++;
    lamps_pressed(&panel->lamps);
  } else {
    panel->is_press_lost = true;
    panel->lost_shown_ms = 0;
    lamps_denied(&panel->lamps);
  }
}

void panel_tick(struct panel *panel, uint8_t low_mask) {
  panel->now_ms++;
  lamps_tick(&panel->lamps);
  const uint8_t pressed = buttons_sample(&panel->buttons, low_mask);
  for (uint8_t i = 0; i < BUTTON_COUNT; i++) {
    if (pressed & (1u << i)) press(panel, (uint8_t)(i + 1));
  }
  /* After the press is queued: a reset in between may say it twice, but never loses it. */
  if (panel->buttons.down_mask != panel->down->down_mask) down_memory_write(panel->down, panel->buttons.down_mask);

  if (panel->alive_in_ms > 0) panel->alive_in_ms--;
  if (panel->queue->count == 0) panel->silence_ms = 0;
  else if (panel->silence_ms < SILENT_AFTER_MS) panel->silence_ms++;
  if (panel->is_press_lost && panel->queue->count == 0 && ++panel->lost_shown_ms >= LOST_SHOWN_MS) {
    panel->is_press_lost = false;
  }
}

static void take_line(struct panel *panel) {
  struct host_frame frame;
  if (host_line_decode(panel->received.text, panel->received.length, &frame) != LINE_OK) return;
  panel->is_host_known = true;
  panel->silence_ms = 0;
  switch (frame.type) {
    case HOST_WHO:
      panel->is_hello_due = true;
      press_queue_all_due(panel->queue, panel->now_ms);
      return;
    case HOST_RECORDED: {
      const enum acknowledged acknowledged = press_queue_acknowledge(panel->queue, frame.nonce, frame.seq);
      if (acknowledged != ACKNOWLEDGED_NOTHING) panel->is_refused = false;
      if (acknowledged == ACKNOWLEDGED_NEWEST) lamps_recorded(&panel->lamps);
      return;
    }
    case HOST_REFUSED:
      if (!press_queue_postpone(panel->queue, frame.nonce, frame.seq, panel->now_ms)) return;
      panel->is_refused = true;
      return;
  }
}

void panel_take_byte(struct panel *panel, uint8_t byte) {
  if (line_buffer_take(&panel->received, byte)) take_line(panel);
}

static uint8_t fault_mask(const struct panel *panel) {
  return (uint8_t)(panel->buttons.stuck_mask | panel->fixed_faults | (panel->is_press_lost ? FAULT_PRESS_LOST : 0));
}

static uint8_t press_line(struct panel *panel, struct press *press, char *out) {
  press_queue_sent(press, panel->now_ms);
  return panel_line_press(out, press->nonce, press->seq, press->button);
}

uint8_t panel_next_line(struct panel *panel, char *out) {
  struct press *fresh = press_queue_fresh(panel->queue);
  if (fresh != NULL) return press_line(panel, fresh, out);
  if (panel->is_hello_due) {
    panel->is_hello_due = false;
    return panel_line_hello(out, panel->nonce, FIRMWARE_VERSION);
  }
  /* Before the resends: a full queue that nobody acknowledges must not hide that the panel is alive. */
  if (panel->alive_in_ms == 0) {
    panel->alive_in_ms = ALIVE_EVERY_MS;
    return panel_line_alive(out, panel->nonce, panel->queue->count, panel->buttons.down_mask, fault_mask(panel));
  }
  struct press *due = press_queue_due(panel->queue, panel->now_ms);
  if (due != NULL) return press_line(panel, due, out);
  return 0;
}

uint8_t panel_lamps(const struct panel *panel) {
  const bool is_linked = panel->is_host_known && panel->silence_ms < SILENT_AFTER_MS;
  const bool is_faulty = fault_mask(panel) != 0 || panel->is_refused || panel->queue->count >= QUEUE_CAPACITY;
  return lamps_lit(&panel->lamps, is_linked, is_faulty);
}
