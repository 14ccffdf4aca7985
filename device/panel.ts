/**
 * The port of the device room: a panel gives presses of buttons. It knows nothing of ratings, departments or screens.
 */
export type ButtonIndex = number & { readonly __brand: 'ButtonIndex' };

/** The five buttons, numbered as on the panel: 1 to 5. */
export const buttonCount = 5;
export const isButtonIndex = (value: unknown): value is ButtonIndex =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= buttonCount;
export const buttonIndices: readonly ButtonIndex[] = [1, 2, 3, 4, 5].filter(isButtonIndex);

/**
 * One button going down. On an acknowledged profile the panel repeats a press until `acknowledge` is called, and the press
 * carries an `identity` that stays the same over every resend, so that the caller can tell a resend from a new press even
 * after a restart. A profile without acknowledgement has no identity.
 */
export interface Press {
  readonly button: ButtonIndex;
  /** Panel's boot nonce and sequence number, `<nonce>:<seq>`. */
  readonly identity?: string;
  /** Call after the press is safely stored. Idempotent; a link that is down meanwhile is no error. */
  acknowledge(): void;
  /** Call when it could not be stored: the panel shows its fault light and tries again later. */
  refuse(): void;
}

export type LinkStatus =
  | { readonly link: 'connecting'; readonly attempt: number; readonly problem?: PanelProblem }
  | { readonly link: 'up'; readonly path: string }
  | { readonly link: 'down'; readonly retryInMs: number; readonly problem: PanelProblem };

/** Something a technician must know: a stable code, and one clear line that says what to do. */
export interface PanelProblem {
  readonly code: string;
  readonly message: string;
}

/** Counted since the panel was opened: frames, bytes of noise, over-long lines, resends, presses a button … */
export type PanelCounters = Readonly<Record<string, number>>;

/** `stuck`: down for too long. `chattering`: more presses than a hand can make. Either is muted, the others go on. */
export type ButtonFault = 'stuck' | 'chattering';

export interface ButtonHealth {
  readonly button: ButtonIndex;
  /** Handed on since the panel was opened. */
  readonly presses: number;
  readonly isDown: boolean;
  readonly fault?: ButtonFault;
}

export interface PanelHealth {
  /** All five, in order. */
  readonly buttons: readonly ButtonHealth[];
  /** One line for each thing that is wrong with the panel itself; empty when nothing is. */
  readonly problems: readonly PanelProblem[];
}

export interface PanelListener {
  press(press: Press): void;
  status(status: LinkStatus): void;
  /** A fault came or went. */
  health?(health: PanelHealth): void;
}

/** A panel that is being listened to. It reconnects by itself for as long as it is open. */
export interface Panel {
  readonly profile: string;
  counters(): PanelCounters;
  /** When the last valid frame arrived, by the clock that was handed in; undefined before the first. */
  lastSeenAt(): number | undefined;
  health(): PanelHealth;
  /**
   * A key that the window received, for a panel that types (`keyboard-wedge`): `code` as in `KeyboardEvent.code`, of a key
   * going down. `identity` is the same when the same key stroke is told twice. True when the key is one of its buttons.
   */
  key?(code: string, identity: string): boolean;
  /** Resolves when the device is released. Never rejects. */
  close(): Promise<void>;
}

/** Time and randomness as the device room needs them; production hands in the real ones, tests their own. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Returns the function that cancels. */
  after(ms: number, run: () => void): () => void;
  /** 0 <= x < 1. */
  random(): number;
}
