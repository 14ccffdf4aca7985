import { describe, expect, it } from 'vitest';
import { openMotchamLineOn } from '../../device/drivers/motcham-line.ts';
import { createClaims } from '../../device/find/claims.ts';
import { createLinkPair, type FarEnd } from '../../device/link/link-pair.ts';
import type { ButtonIndex } from '../../device/panel.ts';
import { encodeFrame } from '../../device/protocol/encode.ts';
import type { Nonce, PressSeq } from '../../device/protocol/frame.ts';
import { type Listening, listen, silentLog } from './support/listening.ts';
import { createManualClock } from './support/manual-clock.ts';

const frames = 1_000_000;
const batch = 10_000;
const noiseBytes = 64 << 20;

/** xorshift32: the same noise in every run. */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(1)} MiB`;

const setUp = async (): Promise<{
  far: FarEnd;
  heard: Listening;
  counters: () => object;
  close: () => Promise<void>;
}> => {
  const { link, far } = createLinkPair();
  const heard = listen();
  const panel = openMotchamLineOn(link, {
    // Time stands still: a slow machine must not take the panel for silent.
    clock: createManualClock(),
    listener: heard.listener,
    log: silentLog,
    claims: createClaims(),
  });
  await settle();
  return { far, heard, counters: panel.counters, close: panel.close };
};

const goodPress = (seq: number): Buffer =>
  Buffer.from(
    `${encodeFrame({ type: 'press', nonce: '0badf00d' as Nonce, seq: seq as PressSeq, button: 3 as ButtonIndex })}\n`,
  );

const feedsOf = (random: () => number): readonly Buffer[] => {
  const feeds = Array.from({ length: 16 }, () => {
    const block = Buffer.alloc(1 << 16);
    for (let at = 0; at < block.length; at += 1) {
      const byte = random() & 0xff;
      block[at] = byte === 0x0a ? 0x0b : byte;
    }
    return block;
  });
  return feeds;
};

type Mutation = (frame: Buffer, random: () => number) => Buffer;
const withByte = (frame: Buffer, at: number, byte: number): Buffer => {
  const copy = Buffer.from(frame);
  copy[at] = byte;
  return copy;
};

/** Bits flip, bytes change, go, come and change places; frames are cut and run into one another. */
const mutations: readonly Mutation[] = [
  (frame, random) => {
    const at = random() % (frame.length - 1);
    return withByte(frame, at, (frame[at] ?? 0) ^ (1 << (random() % 8)));
  },
  (frame, random) => withByte(frame, random() % (frame.length - 1), random() & 0xff),
  (frame, random) => {
    const at = random() % (frame.length - 1);
    return Buffer.concat([frame.subarray(0, at), frame.subarray(at + 1 + (random() % 4))]);
  },
  (frame, random) => {
    const at = random() % (frame.length - 1);
    return Buffer.concat([frame.subarray(0, at), Buffer.from([random() & 0xff]), frame.subarray(at)]);
  },
  (frame, random) => {
    const [a, b] = [random() % (frame.length - 1), random() % (frame.length - 1)];
    const swapped = withByte(frame, a, frame[b] ?? 0);
    return withByte(swapped, b, frame[a] ?? 0);
  },
  (frame, random) => Buffer.concat([frame.subarray(0, random() % frame.length), frame]),
  (frame, random) =>
    withByte(
      withByte(frame, random() % (frame.length - 1), random() & 0xff),
      random() % (frame.length - 1),
      random() & 0xff,
    ),
];

describe('noise on the wire', () => {
  it('64 MB without a line end: constant memory, no press, and the next good press counts', async () => {
    const { far, heard, counters, close } = await setUp();
    const feeds = feedsOf(createRandom(2_463_534_242));
    const before = process.memoryUsage();
    let most = 0;
    const startedMs = performance.now();
    for (let sent = 0, turn = 0; sent < noiseBytes; sent += 1 << 16, turn += 1) {
      far.send(feeds[turn % feeds.length] ?? Buffer.alloc(0));
      if (turn % 64 === 0) {
        await settle();
        const now = process.memoryUsage();
        most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
      }
    }
    const tookMs = performance.now() - startedMs;
    far.send(Buffer.from('\n'));
    far.send(goodPress(1));
    await settle();
    expect(heard.presses).toHaveLength(1);
    expect(counters()).toMatchObject({ overlongLines: 1, noiseBytes });
    console.info(`64 MiB of noise: ${tookMs.toFixed(0)} ms, at most ${mib(most)} more memory`);
    expect(most).toBeLessThan(16 << 20);
    await close();
  }, 120_000);

  it(`${frames} mutated frames: constant memory, no phantom press, and the next good press counts`, async () => {
    const { far, heard, counters, close } = await setUp();
    const random = createRandom(88_172_645);
    const good = Array.from({ length: 64 }, (_, seq) => goodPress(seq * 7_919 + 1));
    const isGood = new Set(good.map((frame) => frame.toString('latin1')));
    let [most, sent, spared] = [0, 0, 0];
    const startedMs = performance.now();
    const before = process.memoryUsage();
    while (sent < frames) {
      const lines: Buffer[] = [];
      for (let line = 0; line < batch; line += 1) {
        const mutate = mutations[random() % mutations.length];
        const frame = mutate?.(good[random() % good.length] ?? Buffer.alloc(0), random) ?? Buffer.alloc(0);
        // A mutation can happen to change nothing, or to leave a whole good line behind a cut one.
        if (
          frame
            .toString('latin1')
            .split('\n')
            .some((part) => isGood.has(`${part}\n`) || isGood.has(`${part.replace(/\r$/, '')}\n`))
        ) {
          spared += 1;
        } else {
          lines.push(frame);
          sent += 1;
        }
      }
      far.send(Buffer.concat(lines));
      await settle();
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.external - before.heapUsed - before.external);
    }
    expect(heard.presses).toEqual([]);
    // The last one may have lost its line end.
    far.send(Buffer.from('\n'));
    far.send(goodPress(4_000_000));
    await settle();
    expect(heard.presses).toHaveLength(1);
    const tookMs = performance.now() - startedMs;
    console.info(
      `${sent} mutated frames (${spared} changed nothing): ${tookMs.toFixed(0)} ms, at most ${mib(most)} more memory, ` +
        JSON.stringify(counters()),
    );
    expect(most).toBeLessThan(96 << 20);
    await close();
  }, 240_000);
});
