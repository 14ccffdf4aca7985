import type { PanelProblem } from '../panel.ts';

/**
 * One attempt at a device after another. A serial link gives bytes in chunks of any size; a HID link gives one whole report
 * a call.
 *
 * Failure contract: `open` rejects with a `LinkError`, and then nothing is held. After it resolved, `lost` is called at most
 * once, and never after `close`. A device may also vanish without any word (serialport 13 does that when the plug is pulled
 * within a millisecond of a line): whoever keeps a link open asks `isPresent` now and then.
 */
export interface Link {
  /** What a technician calls it: a device path, an address, a vendor and product. */
  readonly name: string;
  open(events: LinkEvents): Promise<OpenLink>;
}

export interface LinkEvents {
  data(bytes: Uint8Array): void;
  lost(problem: PanelProblem): void;
}

export interface OpenLink {
  /** Where it was found, which may differ from one opening to the next. */
  readonly path: string;
  /** Queued; a failure is told through `lost`. */
  write(bytes: Uint8Array): void;
  /** False when the device that was opened is no longer there, or another has taken its place. Never rejects. */
  isPresent(): Promise<boolean>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** A device that could not be opened. */
export class LinkError extends Error {
  readonly code: string;
  constructor({ code, message }: PanelProblem, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LinkError';
    this.code = code;
  }
}

export const problemOf = (error: unknown): PanelProblem =>
  error instanceof LinkError
    ? { code: error.code, message: error.message }
    : { code: 'panel/open-failed', message: error instanceof Error ? error.message : String(error) };
