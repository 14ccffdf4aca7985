import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listen, silenceMs } from '../../kiosk-app/renderer/link/listen.ts';
import { firstSnapshot } from '../support/scripted-host.ts';
import { virtualTimers } from '../support/virtual-timers.ts';

/** What promises and streams have to do is done between any two instants. */
const virtualTime = () => {
  const { step, ...timers } = virtualTimers();
  return {
    ...timers,
    goTo: async (to: number): Promise<void> => {
      do await new Promise<void>((resolve) => setImmediate(resolve));
      while (step(to));
    },
  };
};

interface Story {
  /** When the host dies after it was heard, how, and when it is there again. */
  readonly diesAt: number;
  readonly death: 'breaks' | 'falls silent';
  readonly goneForMs: number;
  /** What becomes of the knocks meanwhile, one after the other: refused, or never answered, not even later. */
  readonly knocks: readonly ('refused' | 'hangs')[];
  /** How long the host takes to answer once it is back. */
  readonly answerMs: number;
}

const play = async ({ diesAt, death, goneForMs, knocks, answerMs }: Story) => {
  const clock = virtualTime();
  const backAt = diesAt + goneForMs;
  const isThere = (): boolean => clock.now() < diesAt || clock.now() >= backAt;
  const text = (name: string, data: unknown): Uint8Array =>
    new TextEncoder().encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  let knocked = 0;
  let [open, mostOpen] = [0, 0];
  const heard: { readonly at: number; readonly isHeard: boolean }[] = [];

  const answer = (signal: AbortSignal): Response => {
    const openedAt = clock.now();
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        let callOff = (): void => {};
        const end = (): void => {
          callOff();
          stream.error(new Error('broken'));
        };
        signal.addEventListener('abort', end);
        const ping = (): void => {
          if (openedAt < diesAt && !isThere()) return;
          stream.enqueue(text('ping', {}));
          callOff = clock.after(1_000, ping);
        };
        stream.enqueue(text('snapshot', firstSnapshot));
        callOff = clock.after(1_000, ping);
        if (openedAt < diesAt && death === 'breaks')
          clock.after(diesAt - openedAt, () => signal.aborted || end());
      },
    });
    return new Response(body);
  };
  const knock: typeof fetch = (_url, init) =>
    new Promise((resolve, reject) => {
      const signal = init?.signal;
      if (!signal) throw new Error('a knock that nobody can call off');
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      const settle = (run: () => void) => () => {
        open -= 1;
        run();
      };
      const refuse = settle(() => reject(new TypeError('refused')));
      if (!isThere()) {
        const fate = knocks[knocked++ % knocks.length];
        if (fate === 'hangs') return signal.addEventListener('abort', refuse);
        return refuse();
      }
      const callOff = clock.after(
        answerMs,
        settle(() => resolve(answer(signal))),
      );
      signal.addEventListener('abort', () => {
        callOff();
        refuse();
      });
    });

  const stop = listen({
    fetch: knock,
    clock,
    url: '/api/events',
    onSnapshot: () => {},
    onHeard: (isHeard) => heard.push({ at: clock.now(), isHeard }),
  });
  await clock.goTo(backAt + 6_000);
  stop();
  await clock.goTo(backAt + 20_000);
  return { heard, backAt, mostOpen, knocked };
};

it('whatever becomes of a knock, a host that is back is heard within a second, and one that is gone is missed within 3 s', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        diesAt: fc.integer({ min: 600, max: 4_000 }),
        death: fc.constantFrom('breaks', 'falls silent'),
        goneForMs: fc.integer({ min: 50, max: 12_000 }),
        knocks: fc.array(fc.constantFrom('refused', 'hangs'), { minLength: 1, maxLength: 20 }),
        answerMs: fc.integer({ min: 0, max: 200 }),
      }) satisfies fc.Arbitrary<Story>,
      async (story) => {
        const { heard, backAt, mostOpen } = await play(story);
        const missed = heard.find((one) => !one.isHeard);
        // Gone for a moment only: then nothing needs to be said at all.
        if (missed) expect(missed.at - story.diesAt).toBeLessThan(3_000);
        else expect(story.goneForMs).toBeLessThan(silenceMs + 1_000);
        const last = heard.at(-1);
        expect(last?.isHeard).toBe(true);
        if (last && missed) expect(last.at - Math.max(backAt, missed.at)).toBeLessThanOrEqual(1_000);
        expect(mostOpen).toBeLessThanOrEqual(3);
      },
    ),
    { numRuns: 150 },
  );
}, 30_000);

it('hears a host that takes two seconds for every answer', async () => {
  const { heard } = await play({
    diesAt: 5_000,
    death: 'breaks',
    goneForMs: 4_000,
    knocks: ['refused'],
    answerMs: 2_000,
  });
  expect(heard.map((one) => one.isHeard)).toEqual([true, false, true]);
});
