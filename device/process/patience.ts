/** It says every second that it is alive; a busy machine may be late. */
const hungAfterMs = 5_000;
/** Loading native libraries from a slow card. */
const startDeadlineMs = 30_000;
const longestMs = 120_000;
/** Alive for so long: the next hang is a first one. */
const steadyAfterMs = 60_000;

/**
 * How long the device process may say nothing. Twice as long after each hang: on a machine so slow that a sound process seems
 * to hang, starting it again and again would leave the panels deaf for good.
 */
export const silenceAllowedMs = (hangs: number, isAlive: boolean): number =>
  Math.min((isAlive ? hungAfterMs : startDeadlineMs) * 2 ** hangs, longestMs);

/** The hangs in a row, after a process that hung was killed. */
export const hangsAfterAnother = (hangs: number, aliveForMs: number): number =>
  aliveForMs > steadyAfterMs ? 1 : hangs + 1;
