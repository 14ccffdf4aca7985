#ifndef PANEL_VERSION_H
#define PANEL_VERSION_H

/** At most 12 characters of A-Z a-z 0-9 . _ - */
#define FIRMWARE_VERSION "1.0.0"

#endif
