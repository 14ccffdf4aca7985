import type { Duplex } from 'node:stream';
import { createLineReader, type LineReader } from '../link/line-reader.ts';
import { type Clock, isButtonIndex } from '../panel.ts';
import {
  aliveEveryMs,
  maxLineBytes,
  minQueuedPresses,
  type Nonce,
  resendEveryMs,
} from '../protocol/frame.ts';
import {
  bootFirmware,
  type FirmwareInput,
  type FirmwareTiming,
  ledsOf,
  type PanelLeds,
  stepFirmware,
} from './panel-firmware.ts';

export interface PanelSimulatorOptions {
  /** The far end of a wire: a pseudo-terminal's, a TCP connection's. Without one the panel stands there unplugged. */
  readonly stream?: Duplex;
  readonly clock: Clock;
  /** Eight lower-case hex digits; drawn where not given. A restart draws a new one. */
  readonly nonce?: string;
  readonly version?: string;
  readonly queueLimit?: number;
  readonly timing?: FirmwareTiming;
}

export interface PanelSimulator {
  /** A button goes down and up. 1 to 5; anything else throws a RangeError. */
  press(button: number): void;
  /** Which buttons are held, which the panel found stuck: bit 0 is button 1. */
  hold(downMask: number, stuckMask: number): void;
  leds(): PanelLeds;
  /** Presses that nobody has acknowledged. */
  queued(): number;
  nonce(): string;
  /** Power off and on: the queue is lost, the nonce is new. */
  restart(): void;
  /** Plugs the panel, which kept its power, into another wire. */
  attach(stream: Duplex): void;
  detach(): void;
  /** Writes bytes of no meaning on the wire, as a bad cable does. */
  disturb(bytes: Uint8Array): void;
  /** Lets go of the wire and of the clock. Does not end the stream. */
  close(): void;
}

const tickEveryMs = 50;

const drawNonce = (clock: Clock): Nonce =>
  Math.floor(clock.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0') as Nonce;

/** Plays the panel's firmware at the far end of a real wire. */
export const createPanelSimulator = (options: PanelSimulatorOptions): PanelSimulator => {
  const { clock, version = 'sim-1', queueLimit = minQueuedPresses } = options;
  const timing = options.timing ?? { resendEveryMs, aliveEveryMs };
  const firstNonce = (options.nonce ?? drawNonce(clock)) as Nonce;
  let firmware = bootFirmware(firstNonce, version, queueLimit, clock.now());
  let wire: { readonly stream: Duplex; readonly reader: LineReader; readonly leave: () => void } | undefined;
  let cancelTick = (): void => {};

  const send = (bytes: string | Uint8Array): void => {
    if (wire !== undefined && !wire.stream.destroyed && wire.stream.writable) wire.stream.write(bytes);
  };

  const feed = (input: FirmwareInput): void => {
    const step = stepFirmware(firmware, input, clock.now(), timing);
    firmware = step.firmware;
    for (const line of step.lines) send(`${line}\n`);
  };

  const detach = (): void => {
    wire?.leave();
    wire = undefined;
  };

  const attach = (stream: Duplex): void => {
    detach();
    const reader = createLineReader({
      maxBytes: maxLineBytes + 1,
      delimiter: '\n',
      onLine: (line) => feed({ on: 'line', line: line.endsWith('\r') ? line.slice(0, -1) : line }),
      onDropped: () => {},
    });
    const read = (chunk: Uint8Array): void => reader.push(chunk);
    // The far end may be gone at any moment; a panel does not mind.
    const ignore = (): void => {};
    stream.on('data', read);
    stream.on('error', ignore);
    wire = {
      stream,
      reader,
      leave: () => {
        stream.off('data', read);
        reader.close();
      },
    };
    feed({ on: 'boot' });
  };

  const tick = (): void => {
    cancelTick = clock.after(tickEveryMs, () => {
      feed({ on: 'tick' });
      tick();
    });
  };

  if (options.stream !== undefined) attach(options.stream);
  tick();

  return {
    press: (button) => {
      if (!isButtonIndex(button)) throw new RangeError(`a panel has no button ${button}`);
      feed({ on: 'press', button });
    },
    hold: (downMask, stuckMask) => feed({ on: 'buttons', downMask, stuckMask }),
    leds: () => ledsOf(firmware, clock.now()),
    queued: () => firmware.queue.length,
    nonce: () => firmware.nonce,
    restart: () => {
      firmware = bootFirmware(drawNonce(clock), version, queueLimit, clock.now());
      feed({ on: 'boot' });
    },
    attach,
    detach,
    disturb: (bytes) => send(bytes),
    close: () => {
      cancelTick();
      detach();
    },
  };
};
