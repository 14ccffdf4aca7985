/** A touch anywhere on the screen, for the gesture that opens the technician's door. */
export interface Tap {
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

const taps = 5;
const withinMs = 3_000;
// About 20 mm on a 10-inch screen of the smallest grid; scales with the screen's height.
const cornerPart = 0.14;

/**
 * Five touches in the top left corner within three seconds. Nothing that can be touched lies there, so no citizen does it by
 * using the screen, and it needs no keyboard.
 */
export const countsAsKnock = (
  earlier: readonly Tap[],
  tap: Tap,
  screen: { readonly width: number; readonly height: number },
): { readonly taps: readonly Tap[]; readonly isOpen: boolean } => {
  const corner = cornerPart * Math.min(screen.width, screen.height);
  if (tap.x > corner || tap.y > corner) return { taps: [], isOpen: false };
  const recent = [...earlier.filter((one) => tap.at - one.at < withinMs), tap];
  return recent.length >= taps ? { taps: [], isOpen: true } : { taps: recent, isOpen: false };
};

/** Digits only, and only as many as a PIN can have. */
export const pinAfter = (pin: string, key: string): string => {
  if (key === 'back') return pin.slice(0, -1);
  return /^\d$/.test(key) && pin.length < 8 ? pin + key : pin;
};
