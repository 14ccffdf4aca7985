import { expect, it } from 'vitest';
import { paceSnapshots, pressedMs } from '../../kiosk-app/renderer/link/pace-snapshots.ts';
import { openTestKiosk } from '../support/kiosk.ts';

it('lets a press be seen although its outcome arrives with it', () => {
  const base = openTestKiosk().kiosk.snapshot();
  const due: (() => void)[] = [];
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    after: (ms: number, run: () => void) => {
      waits.push(ms);
      due.push(run);
      return () => {};
    },
  };
  const shown: string[] = [];
  const take = paceSnapshots(clock, (snapshot) => shown.push(snapshot.screen.name));
  const category = 'comment';
  take({ ...base, screen: { name: 'choose' } });
  take({ ...base, screen: { name: 'pressed', press: 1, category } });
  take({ ...base, screen: { name: 'repeat', press: 1, category } });
  take({ ...base, screen: { name: 'choose' } });
  expect(shown).toEqual(['choose', 'pressed']);
  expect(waits).toEqual([pressedMs]);
  due.shift()?.();
  expect(shown).toEqual(['choose', 'pressed', 'choose']);
  take({ ...base, screen: { name: 'choose' } });
  expect(shown).toHaveLength(4);
});

it('counts the time for which a finger has held the key down already', () => {
  const base = openTestKiosk().kiosk.snapshot();
  const waits: number[] = [];
  let now = 40;
  const clock = {
    now: () => now,
    after: (ms: number) => {
      waits.push(ms);
      return () => {};
    },
  };
  const shown: string[] = [];
  const take = paceSnapshots(
    clock,
    (snapshot) => shown.push(snapshot.screen.name),
    () => 10,
  );
  take({ ...base, screen: { name: 'pressed', press: 1, category: 'comment' } });
  expect(waits).toEqual([pressedMs - 30]);

  now = 200;
  const late = paceSnapshots(
    clock,
    (snapshot) => shown.push(snapshot.screen.name),
    () => 10,
  );
  late({ ...base, screen: { name: 'pressed', press: 2, category: 'comment' } });
  late({ ...base, screen: { name: 'repeat', press: 2, category: 'comment' } });
  expect(shown).toEqual(['pressed', 'pressed', 'repeat']);
});
