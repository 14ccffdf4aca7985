import { describe, expect, it } from 'vitest';
import type { ButtonIndex, PanelListener, Press } from '../../device/panel.ts';
import type { Timers } from '../../kiosk-app/core/port.ts';
import { openSteering, type Steering, steer, steerMs } from '../../kiosk-app/core/steering.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { parseEntry } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { openTestKiosk } from '../support/kiosk.ts';

const button = (index: number): ButtonIndex => index as ButtonIndex;

describe('steering', () => {
  const run = (presses: readonly (readonly [number, number])[]): Steering | undefined =>
    presses.reduce<Steering | undefined>(
      (steering, [index, now]) => steering && steer(steering, { button: button(index) }, now),
      openSteering(button(4), 5_000),
    );

  it('takes the same button again for a choice, and any other for the next control', () => {
    expect(
      run([
        [1, 1_000],
        [5, 2_000],
        [4, 3_000],
      ]),
    ).toMatchObject({ moves: 2, picks: 1, until: 3_000 + steerMs });
  });

  it('has nothing to choose before the first step: the same button again is a press like any other', () => {
    expect(run([[4, 1_000]])).toBeUndefined();
  });

  it('is over when its time is, so that the next press is a rating', () => {
    expect(run([[1, 5_000]])).toBeUndefined();
    expect(
      run([
        [1, 4_999],
        [1, 9_998],
      ]),
    ).toBeDefined();
  });

  it('takes a press that is told again once', () => {
    const first = steer(openSteering(button(4), 5_000), { button: button(1), identity: 'a:1' }, 0);
    expect(first && steer(first, { button: button(1), identity: 'a:1' }, 9_999)).toBe(first);
  });
});

describe('a kiosk whose panel steers the screen', () => {
  /** A kiosk with one panel, on a clock that only moves when told to. */
  const open = (isPainted: boolean) => {
    let listener: PanelListener | undefined;
    let now = 1_000;
    const timers: Timers = { ...systemTimers, now: () => now };
    const clock = systemKioskClock();
    const { kiosk, ledgerPath } = openTestKiosk({
      timers,
      clock: { now: () => ({ ...clock.now(), up: now }) },
      openPanels: (_specs, listenerOf) => {
        listener = listenerOf(0);
        return [{ status: () => ({ profile: 'motcham-line', counters: {} }), close: async () => {} }];
      },
    });
    let sequence = 0;
    const press = async (index: number, afterMs = 200): Promise<void> => {
      now += afterMs;
      if (isPainted) await kiosk.command({ do: 'heartbeat', frame: now });
      sequence += 1;
      await new Promise<void>((resolve) =>
        listener?.press({
          button: button(index),
          identity: `9:${sequence}`,
          acknowledge: resolve,
          refuse: resolve,
        } satisfies Press),
      );
    };
    const kinds = async (): Promise<readonly string[]> => {
      await kiosk.close();
      const ledger = openLedger({ path: ledgerPath, clock: systemKioskClock(), version: 'test' });
      const entries = ledger.read(1 as Seq, 100).map(({ body }) => parseEntry(body));
      ledger.close();
      return entries.flatMap((one) => {
        if (!one.ok || (one.entry.kind !== 'rating' && one.entry.kind !== 'withdrawal')) return [];
        return [one.entry.kind === 'rating' && one.entry.repeat ? 'repeat' : one.entry.kind];
      });
    };
    return { kiosk, press, kinds };
  };

  it('opens on another button, and the page’s choice takes the rating back', async () => {
    const { kiosk, press, kinds } = open(true);
    await press(3);
    await press(4);
    const { screen, steering } = kiosk.snapshot();
    expect(screen).toMatchObject({ name: 'repeat', category: 'dissatisfied-competence' });
    expect(steering).toEqual({ moves: 0, picks: 0 });
    await press(5);
    await press(4);
    expect(kiosk.snapshot().steering).toEqual({ moves: 1, picks: 1 });
    const seq = screen.name === 'repeat' ? screen.undo?.seq : undefined;
    expect(await kiosk.command({ do: 'withdraw', seq: seq ?? (0 as Seq) })).toEqual({ ok: true });
    expect(kiosk.snapshot()).toMatchObject({ screen: { name: 'taken-back' } });
    expect(kiosk.snapshot().steering).toBeUndefined();
    await press(4);
    expect(kiosk.snapshot().screen).toMatchObject({ name: 'thanks', category: 'dissatisfied-time' });
    expect(await kinds()).toEqual(['rating', 'repeat', 'withdrawal', 'rating']);
  });

  it('leaves the rating of the one before alone, however often the next citizen presses their button', async () => {
    const { kiosk, press, kinds } = open(true);
    await press(3);
    for (let i = 0; i < 4; i += 1) {
      await press(4, 800);
      expect(kiosk.snapshot().steering?.picks ?? 0).toBe(0);
    }
    // Five seconds after the first one, their press is a rating, as it is without a screen.
    await press(4, 2_000);
    expect(kiosk.snapshot().screen).toMatchObject({ name: 'thanks', category: 'dissatisfied-time' });
    expect(await kinds()).toEqual(['rating', 'repeat', 'repeat', 'repeat', 'repeat', 'rating']);
  });

  it('never opens for an impatient finger, without a screen, or when presses count again soon', async () => {
    const impatient = open(true);
    for (let i = 0; i < 3; i += 1) await impatient.press(3);
    expect(impatient.kiosk.snapshot().steering).toBeUndefined();
    expect(await impatient.kinds()).toEqual(['rating', 'repeat', 'repeat']);

    const blind = open(false);
    for (const index of [3, 4, 4, 4]) await blind.press(index);
    expect(await blind.kinds()).toEqual(['rating', 'repeat', 'repeat', 'repeat']);

    const late = open(true);
    await late.press(3);
    await late.press(4, 4_000);
    expect(late.kiosk.snapshot().steering).toBeUndefined();
    await late.press(4, 1_001);
    expect(await late.kinds()).toEqual(['rating', 'repeat', 'rating']);
  });

  it('leaves a comment open that somebody is writing', async () => {
    const { kiosk, press } = open(true);
    await press(5);
    await press(1);
    expect(kiosk.snapshot()).toMatchObject({ screen: { name: 'comment' }, steering: { moves: 0, picks: 0 } });
    await kiosk.command({ do: 'dismiss' });
    expect(kiosk.snapshot().steering).toBeUndefined();
  });
});
