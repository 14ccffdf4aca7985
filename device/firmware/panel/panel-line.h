#ifndef PANEL_PANEL_LINE_H
#define PANEL_PANEL_LINE_H

#include <stdint.h>

/** `$P,` nonce `,` ten digits `,` button `*` CRC LF: no line of ours is longer, for a press must not wait behind it. */
#define PANEL_LINE_MAX 30
/** So that `$H,<nonce>,<version>*<crc>` and its LF fit into PANEL_LINE_MAX. */
#define VERSION_MAX_CHARS 12

/** Each writes a whole line with its LF into `out`, which holds PANEL_LINE_MAX bytes, and gives its length. */
uint8_t panel_line_hello(char *out, uint32_t nonce, const char *version);
uint8_t panel_line_press(char *out, uint32_t nonce, uint32_t seq, uint8_t button);
uint8_t panel_line_alive(char *out, uint32_t nonce, uint8_t queued, uint8_t down_mask, uint8_t fault_mask);

#endif
