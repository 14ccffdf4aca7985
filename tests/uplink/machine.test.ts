import { describe, expect, it } from 'vitest';
import type { Seq } from '../../sync/domain/ids.ts';
import { fullJitterMs } from '../../sync/uplink/backoff.ts';
import {
  firstWindow,
  initialUplink,
  stepUplink,
  type UplinkEffect,
  type UplinkInput,
  type UplinkState,
  widestWindow,
} from '../../sync/uplink/machine.ts';

const seq = (n: number): Seq => n as Seq;

/** A machine in the hand: steps at a time of our choosing, and answers every `send` as the runner would. */
class Hand {
  state: UplinkState;
  nowMs = 0;
  random = 0.5;
  readonly batchSize: number;

  constructor(head: number, watermark = 0, batchSize = 500) {
    this.state = initialUplink(seq(head), seq(watermark));
    this.batchSize = batchSize;
  }

  step(input: UplinkInput): UplinkEffect[] {
    const stepped = stepUplink(this.state, input, { nowMs: this.nowMs, random: this.random });
    this.state = stepped.state;
    const all: UplinkEffect[] = [];
    for (const effect of stepped.effects) {
      all.push(effect);
      if (effect.do !== 'send') continue;
      const upTo = Math.min(this.state.head, effect.first + Math.min(effect.limit, this.batchSize) - 1);
      all.push(...this.step({ is: 'sent', first: effect.first, upTo: seq(upTo) }));
    }
    return all;
  }

  /** Connected and answered by the centre at its watermark. */
  online(): this {
    this.step({ is: 'start', spreadMs: 0 });
    this.step({ is: 'timer', timer: 'reconnect' });
    this.step({ is: 'linked' });
    return this;
  }
  receipt(upTo: number, isRetained = false): UplinkEffect[] {
    return this.step({ is: 'receipt', upTo: seq(upTo), isRetained });
  }
}

const sends = (effects: readonly UplinkEffect[]): number[] =>
  effects.flatMap((effect) => (effect.do === 'send' ? [effect.first] : []));
const names = (effects: readonly UplinkEffect[]): string[] => effects.map((effect) => effect.do);
const waitOf = (effects: readonly UplinkEffect[], timer: string): number | undefined =>
  effects.flatMap((e) => (e.do === 'wait' && e.timer === timer ? [e.ms] : []))[0];

describe('backoff', () => {
  it('is full jitter: anything from nothing to the cap', () => {
    const backoff = { baseMs: 1_000, capMs: 300_000 };
    expect([0, 1, 2, 8, 9, 500].map((n) => fullJitterMs(backoff, n, 0.999_999_9))).toEqual([
      999, 1_999, 3_999, 255_999, 299_999, 299_999,
    ]);
    expect(fullJitterMs(backoff, 9, 0)).toBe(0);
    expect(fullJitterMs(backoff, 9, 0.5)).toBe(150_000);
  });
});

describe('the uplink machine', () => {
  it('spreads its first connect and asks the centre before it sends', () => {
    const hand = new Hand(10);
    expect(hand.step({ is: 'start', spreadMs: 60_000 })).toEqual([
      { do: 'wait', timer: 'reconnect', ms: 30_000 },
    ]);
    expect(hand.step({ is: 'timer', timer: 'reconnect' })).toEqual([{ do: 'connect' }]);
    const linked = hand.step({ is: 'linked' });
    expect(names(linked)).toEqual(['tell-state', 'wait', 'ask', 'wait']);
    expect(linked).toContainEqual({ do: 'ask', first: 1 });
    expect(sends(hand.receipt(0))).toEqual([1]);
  });

  it('fills a window and moves it on', () => {
    const hand = new Hand(9_000).online();
    expect(sends(hand.receipt(0))).toEqual([1, 501, 1_001, 1_501, 2_001, 2_501, 3_001, 3_501]);
    expect(hand.state.inFlight).toHaveLength(firstWindow);
    hand.nowMs += 2_000;
    expect(sends(hand.receipt(500))).toEqual([4_001]);
    expect(sends(hand.receipt(1_500))).toEqual([4_501, 5_001]);
    expect(hand.state).toMatchObject({ watermark: 1_500, cursor: 5_500 });
  });

  it('widens the window by what arrives at once, and no further than the link lets out', () => {
    const hand = new Hand(100_000).online();
    hand.receipt(0);
    hand.nowMs += 50;
    hand.receipt(2_000);
    expect(hand.state.inFlight).toHaveLength(firstWindow + 4);
    for (let upTo = 4_000; upTo <= 40_000; upTo += 2_000) {
      hand.nowMs += 50;
      hand.receipt(upTo);
    }
    expect(hand.state.inFlight).toHaveLength(widestWindow);
  });

  it('is narrow again after anything was lost', () => {
    const wide = (): Hand => {
      const hand = new Hand(100_000).online();
      hand.receipt(0);
      hand.nowMs += 50;
      hand.receipt(4_000);
      expect(hand.state.inFlight).toHaveLength(2 * firstWindow);
      return hand;
    };
    const gap = wide();
    gap.nowMs += 600;
    expect(gap.receipt(4_000)).toContainEqual({ do: 'count', what: 'gap' });
    expect(gap.state.inFlight).toHaveLength(firstWindow);
    const overdue = wide();
    overdue.step({ is: 'timer', timer: 'overdue' });
    overdue.receipt(4_000);
    expect(overdue.state.inFlight).toHaveLength(firstWindow);
    const cut = wide();
    cut.step({ is: 'unlinked' });
    cut.step({ is: 'timer', timer: 'reconnect' });
    cut.step({ is: 'linked' });
    cut.receipt(4_000);
    expect(cut.state.inFlight).toHaveLength(firstWindow);
  });

  it('sends a live entry at once, alone', () => {
    const hand = new Hand(0).online();
    hand.receipt(0);
    expect(hand.step({ is: 'appended', head: seq(1) })).toEqual([
      { do: 'send', first: 1, limit: 500 },
      { do: 'wait', timer: 'overdue', ms: 10_000 },
    ]);
    expect(sends(hand.step({ is: 'appended', head: seq(2) }))).toEqual([2]);
    expect(names(hand.receipt(2))).toEqual(['keep-watermark', 'cancel']);
  });

  it('keeps what is appended while nobody answers for later', () => {
    const hand = new Hand(0).online();
    expect(hand.step({ is: 'appended', head: seq(1) })).toEqual([]);
    expect(hand.step({ is: 'appended', head: seq(1) })).toEqual([]);
    expect(sends(hand.receipt(0))).toEqual([1]);
  });

  it('goes back on a gap once, and not on a duplicate that comes early', () => {
    const hand = new Hand(2_000).online();
    hand.receipt(0);
    hand.nowMs += 100;
    expect(hand.receipt(0)).toEqual([]);
    hand.nowMs += 500;
    const back = hand.receipt(0);
    expect(back[0]).toEqual({ do: 'count', what: 'gap' });
    expect(sends(back)).toEqual([1, 501, 1_001, 1_501]);
    // The receipts of the batches behind the gap are still on their way.
    hand.nowMs += 20;
    expect(hand.receipt(0)).toEqual([]);
    expect(hand.receipt(0)).toEqual([]);
  });

  it('takes a slow line for slow, not for lossy', () => {
    const hand = new Hand(10_000).online();
    hand.receipt(0);
    hand.nowMs += 4_000;
    hand.receipt(500);
    expect(hand.state.roundTripMs).toBe(4_000);
    hand.nowMs += 3_000;
    expect(hand.receipt(500)).toEqual([]);
    expect(waitOf(hand.receipt(1_000), 'overdue')).toBeGreaterThan(16_000);
  });

  it('asks again when a receipt is overdue, ever more patiently, and halves the batch', () => {
    const hand = new Hand(4_000).online();
    hand.receipt(0);
    const first = hand.step({ is: 'timer', timer: 'overdue' });
    expect(first[0]).toEqual({ do: 'count', what: 'overdue' });
    expect(first).toContainEqual({ do: 'ask', first: 1 });
    expect(hand.state).toMatchObject({ gate: 'shut', batchLimit: 250, inFlight: [] });
    const waits = Array.from({ length: 8 }, () =>
      waitOf(hand.step({ is: 'timer', timer: 'overdue' }), 'overdue'),
    );
    expect(waits).toEqual([4_000, 6_000, 10_000, 18_000, 32_000, 32_000, 32_000, 32_000]);
    expect(hand.state.batchLimit).toBe(250);
    expect(hand.receipt(0)).toContainEqual({ do: 'send', first: 1, limit: 250 });
    expect(hand.receipt(250)).toContainEqual({ do: 'send', first: 2_001, limit: 500 });
  });

  it('comes down to single entries when a batch never passes', () => {
    const hand = new Hand(600).online();
    for (let i = 0; i < 12; i += 1) {
      hand.receipt(0);
      hand.step({ is: 'timer', timer: 'overdue' });
    }
    expect(hand.receipt(0)).toContainEqual({ do: 'send', first: 1, limit: 1 });
  });

  it('moves its watermark back for a restored centre', () => {
    const hand = new Hand(100, 100).online();
    hand.receipt(100);
    const back = hand.receipt(40);
    expect(back.slice(0, 2)).toEqual([
      { do: 'count', what: 'moved-back' },
      { do: 'keep-watermark', upTo: 40 },
    ]);
    expect(sends(back)).toEqual([41]);
  });

  it('lets a receipt that the broker kept move it forward only', () => {
    const hand = new Hand(100, 50).online();
    expect(hand.receipt(40, true)).toEqual([]);
    expect(hand.receipt(50, true)).toEqual([]);
    expect(hand.receipt(60, true)).toEqual([{ do: 'keep-watermark', upTo: 60 }]);
    expect(hand.state.gate).toBe('shut');
    expect(sends(hand.receipt(60))).toEqual([61]);
  });

  it('forgets the window with the connection and waits with full jitter', () => {
    const hand = new Hand(3_000).online();
    hand.receipt(0);
    hand.nowMs += 100;
    const down = hand.step({ is: 'unlinked' });
    expect(waitOf(down, 'reconnect')).toBe(500);
    expect(hand.state).toMatchObject({ cursor: 0, inFlight: [], gate: 'shut', link: 'waiting' });
    const waits: (number | undefined)[] = [];
    for (let i = 0; i < 12; i += 1) {
      hand.step({ is: 'timer', timer: 'reconnect' });
      waits.push(waitOf(hand.step({ is: 'unlinked' }), 'reconnect'));
    }
    expect(waits.slice(0, 3)).toEqual([1_000, 2_000, 4_000]);
    expect(waits.at(-1)).toBe(150_000);
  });

  it('waits longer for a broker that takes it in and drops it, until the centre answers or it has lasted', () => {
    const hand = new Hand(0).online();
    hand.step({ is: 'unlinked' });
    hand.step({ is: 'timer', timer: 'reconnect' });
    hand.step({ is: 'linked' });
    expect(waitOf(hand.step({ is: 'unlinked' }), 'reconnect')).toBe(1_000);
    hand.step({ is: 'timer', timer: 'reconnect' });
    hand.step({ is: 'linked' });
    hand.nowMs += 60_000;
    expect(waitOf(hand.step({ is: 'unlinked' }), 'reconnect')).toBe(500);
    hand.step({ is: 'timer', timer: 'reconnect' });
    hand.step({ is: 'linked' });
    hand.receipt(0);
    expect(hand.state.failures).toBe(0);
  });

  it('stops sending when its twin is proven, and still tells its state', () => {
    const hand = new Hand(100).online();
    hand.receipt(0);
    hand.step({ is: 'twin' });
    expect(hand.step({ is: 'appended', head: seq(101) })).toEqual([]);
    expect(hand.receipt(50)).toEqual([]);
    expect(names(hand.step({ is: 'announce' }))).toEqual(['tell-state']);
    expect(names(hand.step({ is: 'timer', timer: 'beat' }))).toEqual(['tell-state', 'wait']);
    expect(hand.step({ is: 'timer', timer: 'overdue' })).toEqual([]);
    hand.step({ is: 'unlinked' });
    hand.step({ is: 'timer', timer: 'reconnect' });
    expect(names(hand.step({ is: 'linked' }))).toEqual(['tell-state', 'wait']);
  });

  it('tries later when the ledger could not be read', () => {
    const hand = new Hand(10).online();
    expect(waitOf(hand.step({ is: 'unsent' }), 'overdue')).toBe(8_000);
  });

  it('does nothing more once stopped', () => {
    const hand = new Hand(10).online();
    expect(names(hand.step({ is: 'stop' }))).toEqual(['cancel', 'cancel', 'cancel']);
    for (const input of [
      { is: 'linked' },
      { is: 'timer', timer: 'reconnect' },
      { is: 'appended', head: seq(11) },
      { is: 'receipt', upTo: seq(1), isRetained: false },
    ] as const) {
      expect(hand.step(input)).toEqual([]);
    }
  });

  it('ignores what belongs to another moment', () => {
    const hand = new Hand(10);
    for (const input of [
      { is: 'linked' },
      { is: 'unlinked' },
      { is: 'announce' },
      { is: 'timer', timer: 'reconnect' },
      { is: 'timer', timer: 'beat' },
      { is: 'sent', first: seq(5), upTo: seq(6) },
    ] as const) {
      expect(hand.step(input)).toEqual([]);
    }
    hand.step({ is: 'start', spreadMs: 0 });
    expect(hand.step({ is: 'start', spreadMs: 0 })).toEqual([]);
  });
});
