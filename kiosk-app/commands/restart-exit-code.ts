/** What a supervised kiosk says to whoever started it: start it again at once (EX_TEMPFAIL). */
export const restartExitCode = 75;
