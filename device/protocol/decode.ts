import { isButtonIndex } from '../panel.ts';
import { crcHex } from './crc16.ts';
import type { Decoded, FrameFault, HostFrame, Nonce, PanelFrame, PressSeq } from './frame.ts';
import { maxLineBytes } from './frame.ts';

const refuse = (reason: FrameFault): { readonly ok: false; readonly reason: FrameFault } => ({
  ok: false,
  reason,
});

type Body = { readonly ok: true; readonly fields: readonly string[] } | ReturnType<typeof refuse>;

/** `line` comes without its terminator, one character a byte. */
const openEnvelope = (line: string): Body => {
  if (line.length > maxLineBytes) return refuse('too-long');
  if (!line.startsWith('$')) return refuse('start');
  const star = line.length - 5;
  if (star < 1 || line[star] !== '*') return refuse('checksum-form');
  const checksum = line.slice(star + 1);
  if (!/^[0-9A-F]{4}$/.test(checksum)) return refuse('checksum-form');
  const body = line.slice(1, star);
  return crcHex(body) === checksum ? { ok: true, fields: body.split(',') } : refuse('checksum');
};

const isNonce = (text: string | undefined): text is Nonce => /^[0-9a-f]{8}$/.test(text ?? '');

const isSeqText = (text: string | undefined): text is string =>
  /^[1-9][0-9]{0,9}$/.test(text ?? '') && Number(text) <= 0xffff_ffff;

const isQueuedText = (text: string | undefined): text is string =>
  /^(0|[1-9][0-9]{0,2})$/.test(text ?? '') && Number(text) <= 255;

const isMaskText = (text: string | undefined): text is string => /^[0-9A-F]{2}$/.test(text ?? '');

const isVersion = (text: string | undefined): text is string => /^[A-Za-z0-9._-]{1,24}$/.test(text ?? '');

const decodeHello = ([, nonce, version, ...more]: readonly string[]): Decoded<PanelFrame> => {
  if (version === undefined || more.length > 0) return refuse('fields');
  if (!isNonce(nonce)) return refuse('nonce');
  return isVersion(version) ? { ok: true, frame: { type: 'hello', nonce, version } } : refuse('version');
};

const decodePress = ([, nonce, seq, buttonText, ...more]: readonly string[]): Decoded<PanelFrame> => {
  if (buttonText === undefined || more.length > 0) return refuse('fields');
  if (!isNonce(nonce)) return refuse('nonce');
  if (!isSeqText(seq)) return refuse('seq');
  const button = /^[0-9]$/.test(buttonText) ? Number(buttonText) : Number.NaN;
  if (!isButtonIndex(button)) return refuse('button');
  return { ok: true, frame: { type: 'press', nonce, seq: Number(seq) as PressSeq, button } };
};

const decodeAlive = ([, nonce, queued, down, fault, ...more]: readonly string[]): Decoded<PanelFrame> => {
  if (fault === undefined || more.length > 0) return refuse('fields');
  if (!isNonce(nonce)) return refuse('nonce');
  if (!isQueuedText(queued)) return refuse('queued');
  if (!isMaskText(down) || !isMaskText(fault)) return refuse('mask');
  return {
    ok: true,
    frame: {
      type: 'alive',
      nonce,
      queued: Number(queued),
      down: Number.parseInt(down, 16),
      fault: Number.parseInt(fault, 16),
    },
  };
};

/** A line of the panel. Every input gives an answer; nothing throws. */
export const decodePanelLine = (line: string): Decoded<PanelFrame> => {
  const body = openEnvelope(line);
  if (!body.ok) return body;
  switch (body.fields[0]) {
    case 'H':
      return decodeHello(body.fields);
    case 'P':
      return decodePress(body.fields);
    case 'A':
      return decodeAlive(body.fields);
    default:
      return refuse('type');
  }
};

const decodeAnswer = (
  type: 'recorded' | 'refused',
  [, nonce, seq, ...more]: readonly string[],
): Decoded<HostFrame> => {
  if (seq === undefined || more.length > 0) return refuse('fields');
  if (!isNonce(nonce)) return refuse('nonce');
  return isSeqText(seq) ? { ok: true, frame: { type, nonce, seq: Number(seq) as PressSeq } } : refuse('seq');
};

/** A line of the host, as the panel (and what plays it) reads it. */
export const decodeHostLine = (line: string): Decoded<HostFrame> => {
  const body = openEnvelope(line);
  if (!body.ok) return body;
  switch (body.fields[0]) {
    case 'Q':
      return body.fields.length === 1 ? { ok: true, frame: { type: 'who' } } : refuse('fields');
    case 'K':
      return decodeAnswer('recorded', body.fields);
    case 'N':
      return decodeAnswer('refused', body.fields);
    default:
      return refuse('type');
  }
};
