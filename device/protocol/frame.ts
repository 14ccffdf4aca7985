import type { ButtonIndex } from '../panel.ts';

/** Eight lower-case hex digits, drawn anew at every boot of a panel. */
export type Nonce = string & { readonly __brand: 'Nonce' };
/** 1 to 4294967295, one more for each press of a boot. */
export type PressSeq = number & { readonly __brand: 'PressSeq' };

/** A line without its terminator is at most this long, in either direction. */
export const maxLineBytes = 64;
/** A panel of this protocol holds at least this many presses that nobody has acknowledged yet. */
export const minQueuedPresses = 32;
/** A panel repeats what is unacknowledged this often, oldest first. */
export const resendEveryMs = 500;
/** A panel says that it is alive this often. */
export const aliveEveryMs = 1000;

export type PanelFrame =
  | { readonly type: 'hello'; readonly nonce: Nonce; readonly version: string }
  | { readonly type: 'press'; readonly nonce: Nonce; readonly seq: PressSeq; readonly button: ButtonIndex }
  | {
      readonly type: 'alive';
      readonly nonce: Nonce;
      /** Presses that wait for their acknowledgement, 0 to 255. */
      readonly queued: number;
      /** Bit 0 is button 1: set while it is down. */
      readonly down: number;
      /** Bit 0 is button 1: set while it is stuck or chatters. Bit 7: a press was lost because the queue was full. */
      readonly fault: number;
    };

export type HostFrame =
  | { readonly type: 'who' }
  | { readonly type: 'recorded'; readonly nonce: Nonce; readonly seq: PressSeq }
  | { readonly type: 'refused'; readonly nonce: Nonce; readonly seq: PressSeq };

/** Why a line is no frame, in the order in which it is looked at. */
export type FrameFault =
  | 'too-long'
  | 'start'
  | 'checksum-form'
  | 'checksum'
  | 'type'
  | 'fields'
  | 'nonce'
  | 'seq'
  | 'button'
  | 'version'
  | 'queued'
  | 'mask';

export type Decoded<Frame> =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly reason: FrameFault };
