import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ButtonIndex } from '../../device/panel.ts';
import { crcHex } from '../../device/protocol/crc16.ts';
import { decodeHostLine, decodePanelLine } from '../../device/protocol/decode.ts';
import { encodeFrame } from '../../device/protocol/encode.ts';
import type { HostFrame, Nonce, PanelFrame, PressSeq } from '../../device/protocol/frame.ts';
import { maxLineBytes } from '../../device/protocol/frame.ts';
import vectors from '../../device/protocol/vectors.json' with { type: 'json' };

const decode = (from: string, line: string) =>
  from === 'panel' ? decodePanelLine(line) : decodeHostLine(line);

const nonces = fc.integer({ min: 0, max: 0xffff_ffff }).map((n) => n.toString(16).padStart(8, '0') as Nonce);
const seqs = fc.integer({ min: 1, max: 0xffff_ffff }).map((seq) => seq as PressSeq);
const masks = fc.integer({ min: 0, max: 255 });
const panelFrames: fc.Arbitrary<PanelFrame> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    nonce: nonces,
    version: fc.stringMatching(/^[A-Za-z0-9._-]{1,24}$/),
  }),
  fc.record({
    type: fc.constant('press' as const),
    nonce: nonces,
    seq: seqs,
    button: fc.integer({ min: 1, max: 5 }).map((button) => button as ButtonIndex),
  }),
  fc.record({ type: fc.constant('alive' as const), nonce: nonces, queued: masks, down: masks, fault: masks }),
);
const hostFrames: fc.Arbitrary<HostFrame> = fc.oneof(
  fc.constant({ type: 'who' as const }),
  fc.record({ type: fc.constantFrom('recorded' as const, 'refused' as const), nonce: nonces, seq: seqs }),
);

describe('the golden vectors, which the firmware is held to as well', () => {
  it.each(vectors.crc)('the CRC of "$text" is $crc', ({ text, crc }) => {
    expect(crcHex(text)).toBe(crc);
  });

  it.each(vectors.frames)('$line is a frame, both ways', ({ line, from, frame }) => {
    expect(decode(from, line)).toEqual({ ok: true, frame });
    expect(encodeFrame(frame as PanelFrame | HostFrame)).toBe(line);
  });

  it.each(vectors.invalid)('"$line" is refused: $reason', ({ line, from, reason }) => {
    expect(decode(from, line)).toEqual({ ok: false, reason });
  });
});

describe('motcham-line', () => {
  it('reads back every frame of the panel, within the length that a line may have', () => {
    fc.assert(
      fc.property(panelFrames, (frame) => {
        const line = encodeFrame(frame);
        expect(line.length).toBeLessThanOrEqual(maxLineBytes);
        expect(decodePanelLine(line)).toEqual({ ok: true, frame });
      }),
    );
  });

  it('reads back every frame of the host', () => {
    fc.assert(
      fc.property(hostFrames, (frame) => {
        expect(decodeHostLine(encodeFrame(frame))).toEqual({ ok: true, frame });
      }),
    );
  });

  it('has an answer for any line at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (line) => {
        expect(typeof decodePanelLine(line).ok).toBe('boolean');
        expect(typeof decodeHostLine(line).ok).toBe('boolean');
      }),
    );
  });

  it('never takes a frame with one changed bit for another frame', () => {
    fc.assert(
      fc.property(panelFrames, fc.nat(), fc.integer({ min: 0, max: 7 }), (frame, where, bit) => {
        const line = encodeFrame(frame);
        const at = where % line.length;
        const changed = String.fromCharCode(line.charCodeAt(at) ^ (1 << bit));
        const read = decodePanelLine(line.slice(0, at) + changed + line.slice(at + 1));
        expect(read.ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never takes a cut frame for a frame', () => {
    fc.assert(
      fc.property(panelFrames, fc.nat(), (frame, where) => {
        const line = encodeFrame(frame);
        const at = 1 + (where % (line.length - 1));
        expect(decodePanelLine(line.slice(0, at)).ok).toBe(false);
        expect(decodePanelLine(line.slice(at)).ok).toBe(false);
      }),
    );
  });
});
