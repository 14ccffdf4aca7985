import type { FoundSerialPort } from '../find/found-device.ts';
import { serialLink } from '../link/serial-link.ts';
import { encodeFrame } from '../protocol/encode.ts';
import { motchamBaudRate } from '../spec/motcham-line-spec.ts';
import type { RawSpec } from '../spec/parsed.ts';
import { maxPlainBytes } from '../spec/plain-line-spec.ts';
import { ambiguous, askInTurn, type LearnContext, listenTo, pause } from './learn-context.ts';
import { type Burst, isMotchamLine, lineGesture, linesOf } from './line-gestures.ts';

const open = (path: string, baudRate: number) =>
  serialLink(
    path,
    async () => path,
    () => {},
    { baudRate, dataBits: 8, stopBits: 1, parity: 'none' },
  );

/** Longer than any word; a box that never falls silent must not fill the memory. */
const maxBurst = 4 * maxPlainBytes;

/** Our own panel says so by itself, and more so when it is asked. */
const isOurs = (context: LearnContext, path: string): Promise<boolean> => {
  let heard = '';
  const take = (bytes: Uint8Array): void => {
    heard = (heard + Buffer.from(bytes).toString('latin1')).slice(-maxBurst);
  };
  return listenTo(open(path, motchamBaudRate), context, take, async ({ device }) => {
    const until = context.clock.now() + context.timing.lookMs;
    while (context.clock.now() < until && !isMotchamLine(heard)) {
      device.write(Buffer.from(`${encodeFrame({ type: 'who' })}\n`));
      await pause(context.clock, Math.min(500, context.timing.lookMs));
    }
    return isMotchamLine(heard);
  });
};

const learnWords = (context: LearnContext, path: string, baudRate: number): Promise<RawSpec> => {
  const { clock, timing } = context;
  let burst: Burst = '';
  let cancelQuiet = (): void => {};
  let onBurst: (burst: Burst) => void = () => {};
  const take = (bytes: Uint8Array): void => {
    burst = (burst + Buffer.from(bytes).toString('latin1')).slice(0, maxBurst);
    cancelQuiet();
    cancelQuiet = clock.after(timing.quietMs, () => {
      const ended = burst;
      burst = '';
      onBurst(ended);
    });
  };
  return listenTo(open(path, baudRate), context, take, async (listening) => {
    context.tell({ tell: 'detected', profile: 'plain-line' });
    const { answer, done } = askInTurn<Burst>(context, listening);
    onBurst = (ended) => {
      const gesture = lineGesture(ended);
      if (gesture !== undefined) answer(gesture);
    };
    const lines = linesOf(await done);
    cancelQuiet();
    if (lines === undefined) throw ambiguous(path);
    return { profile: 'plain-line', baudRate, ...lines };
  });
};

export const learnLine = async (
  context: LearnContext,
  { path }: FoundSerialPort,
  baudRate: number,
): Promise<RawSpec> => {
  context.tell({ tell: 'looking', path });
  if (await isOurs(context, path)) {
    context.tell({ tell: 'detected', profile: 'motcham-line' });
    return { profile: 'motcham-line' };
  }
  return learnWords(context, path, baudRate);
};
