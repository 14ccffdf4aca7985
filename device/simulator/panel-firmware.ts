import type { ButtonIndex } from '../panel.ts';
import { decodeHostLine } from '../protocol/decode.ts';
import { encodeFrame } from '../protocol/encode.ts';
import type { HostFrame, Nonce, PressSeq } from '../protocol/frame.ts';

/**
 * The panel's side of `motcham-line`, pure: what the reference firmware does, without its pins. Times are milliseconds of the
 * panel's own clock.
 */
export interface PanelFirmware {
  readonly nonce: Nonce;
  readonly version: string;
  readonly lastSeq: number;
  readonly queue: readonly QueuedPress[];
  readonly queueLimit: number;
  readonly resendAt: number;
  readonly aliveAt: number;
  readonly downMask: number;
  readonly stuckMask: number;
  readonly hasOverflowed: boolean;
  /** The host could not store a press; goes out when it stores one. */
  readonly isRefused: boolean;
  readonly recordedUntil: number;
}

export interface QueuedPress {
  readonly seq: PressSeq;
  readonly button: ButtonIndex;
}

export type FirmwareInput =
  /** The wire is connected. */
  | { readonly on: 'boot' }
  | { readonly on: 'press'; readonly button: ButtonIndex }
  | { readonly on: 'buttons'; readonly downMask: number; readonly stuckMask: number }
  | { readonly on: 'line'; readonly line: string }
  | { readonly on: 'tick' };

export interface FirmwareStep {
  readonly firmware: PanelFirmware;
  readonly lines: readonly string[];
}

/** What a person sees. `recorded` is lit for a second after the host's word; `alive` while the panel has power. */
export interface PanelLeds {
  readonly alive: boolean;
  /** A press waits for the host's word. */
  readonly pressed: boolean;
  readonly recorded: boolean;
  readonly fault: boolean;
}

export const recordedShownMs = 1000;

export const bootFirmware = (
  nonce: Nonce,
  version: string,
  queueLimit: number,
  nowMs: number,
): PanelFirmware => ({
  nonce,
  version,
  lastSeq: 0,
  queue: [],
  queueLimit,
  resendAt: nowMs,
  aliveAt: nowMs,
  downMask: 0,
  stuckMask: 0,
  hasOverflowed: false,
  isRefused: false,
  recordedUntil: nowMs,
});

export interface FirmwareTiming {
  readonly resendEveryMs: number;
  readonly aliveEveryMs: number;
}

const pressLine = (nonce: Nonce, { seq, button }: QueuedPress): string =>
  encodeFrame({ type: 'press', nonce, seq, button });

const helloLine = ({ nonce, version }: PanelFirmware): string =>
  encodeFrame({ type: 'hello', nonce, version });

const aliveLine = (firmware: PanelFirmware): string =>
  encodeFrame({
    type: 'alive',
    nonce: firmware.nonce,
    queued: Math.min(255, firmware.queue.length),
    down: firmware.downMask,
    fault: firmware.stuckMask | (firmware.hasOverflowed ? 0x80 : 0),
  });

const stepPress = (
  firmware: PanelFirmware,
  button: ButtonIndex,
  nowMs: number,
  timing: FirmwareTiming,
): FirmwareStep => {
  if (firmware.queue.length >= firmware.queueLimit) {
    return { firmware: { ...firmware, hasOverflowed: true }, lines: [] };
  }
  const press: QueuedPress = { seq: (firmware.lastSeq + 1) as PressSeq, button };
  const wasEmpty = firmware.queue.length === 0;
  return {
    firmware: {
      ...firmware,
      lastSeq: press.seq,
      queue: [...firmware.queue, press],
      resendAt: wasEmpty ? nowMs + timing.resendEveryMs : firmware.resendAt,
    },
    lines: [pressLine(firmware.nonce, press)],
  };
};

const stepFrame = (
  firmware: PanelFirmware,
  frame: HostFrame,
  nowMs: number,
  timing: FirmwareTiming,
): FirmwareStep => {
  if (frame.type === 'who') {
    return {
      firmware: { ...firmware, resendAt: nowMs + timing.resendEveryMs },
      lines: [helloLine(firmware), ...firmware.queue.map((press) => pressLine(firmware.nonce, press))],
    };
  }
  const isQueued = firmware.queue.some((press) => press.seq === frame.seq);
  if (frame.nonce !== firmware.nonce || !isQueued) return { firmware, lines: [] };
  if (frame.type === 'refused') return { firmware: { ...firmware, isRefused: true }, lines: [] };
  return {
    firmware: {
      ...firmware,
      queue: firmware.queue.filter((press) => press.seq !== frame.seq),
      isRefused: false,
      recordedUntil: nowMs + recordedShownMs,
    },
    lines: [],
  };
};

const stepTick = (firmware: PanelFirmware, nowMs: number, timing: FirmwareTiming): FirmwareStep => {
  const isResendDue = nowMs >= firmware.resendAt && firmware.queue.length > 0;
  const isAliveDue = nowMs >= firmware.aliveAt;
  return {
    firmware: {
      ...firmware,
      resendAt: isResendDue ? nowMs + timing.resendEveryMs : firmware.resendAt,
      aliveAt: isAliveDue ? nowMs + timing.aliveEveryMs : firmware.aliveAt,
    },
    lines: [
      ...(isResendDue ? firmware.queue.map((press) => pressLine(firmware.nonce, press)) : []),
      ...(isAliveDue ? [aliveLine(firmware)] : []),
    ],
  };
};

export const stepFirmware = (
  firmware: PanelFirmware,
  input: FirmwareInput,
  nowMs: number,
  timing: FirmwareTiming,
): FirmwareStep => {
  switch (input.on) {
    case 'boot':
      return { firmware, lines: [helloLine(firmware)] };
    case 'press':
      return stepPress(firmware, input.button, nowMs, timing);
    case 'buttons':
      return {
        firmware: { ...firmware, downMask: input.downMask, stuckMask: input.stuckMask },
        lines: [],
      };
    case 'line': {
      const decoded = decodeHostLine(input.line);
      return decoded.ok ? stepFrame(firmware, decoded.frame, nowMs, timing) : { firmware, lines: [] };
    }
    case 'tick':
      return stepTick(firmware, nowMs, timing);
  }
};

export const ledsOf = (firmware: PanelFirmware, nowMs: number): PanelLeds => ({
  alive: true,
  pressed: firmware.queue.length > 0,
  recorded: nowMs < firmware.recordedUntil,
  fault: firmware.isRefused || firmware.stuckMask > 0 || firmware.hasOverflowed,
});
