import { createHash, timingSafeEqual } from 'node:crypto';
import type { CommandAnswer } from '../contract/command.ts';

/** What `kiosk.json` keeps of the technician's PIN: SHA-256 in hexadecimal of the kiosk's name, a colon and the PIN. */
export const hashPin = (kiosk: string, pin: string): string =>
  createHash('sha256').update(`${kiosk}:${pin}`).digest('hex');

const freeTries = 5;
const lockedMs = 60_000;

/**
 * The technician's door. A PIN has four to eight digits, so what keeps it is not the hash but the pause: after five wrong ones
 * the door stays shut for a minute. `now` is monotonic milliseconds.
 */
export const createDoor = (now: () => number) => {
  let wrong = 0;
  let lockedUntil = Number.NEGATIVE_INFINITY;
  return (
    config: { readonly kiosk: string; readonly pinHash?: string | undefined },
    pin: string,
  ): CommandAnswer => {
    if (config.pinHash === undefined) return { ok: true };
    if (pin === '') return { ok: false, code: 'door/pin-needed', message: 'the door asks for a PIN' };
    if (now() < lockedUntil)
      return { ok: false, code: 'door/locked', message: 'too many wrong PINs: wait a minute' };
    if (timingSafeEqual(Buffer.from(config.pinHash, 'hex'), Buffer.from(hashPin(config.kiosk, pin), 'hex'))) {
      wrong = 0;
      return { ok: true };
    }
    wrong += 1;
    if (wrong % freeTries === 0) lockedUntil = now() + lockedMs;
    return { ok: false, code: 'door/wrong-pin', message: 'that PIN is not right' };
  };
};
