import { expect, it } from 'vitest';
import type { ScreenState } from '../../kiosk-app/contract/snapshot.ts';
import {
  answerMs,
  type OwnPart,
  paceSnapshots,
  pressedMs,
} from '../../kiosk-app/renderer/link/pace-snapshots.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { firstSnapshot } from '../support/scripted-host.ts';
import { virtualTimers } from '../support/virtual-timers.ts';

const category = 'satisfied-attitude';
const choose: ScreenState = { name: 'choose' };
const pressed = (press: number): ScreenState => ({ name: 'pressed', press, category });
const thanks = (press: number, undoMs = 5_000): ScreenState => ({
  name: 'thanks',
  press,
  category,
  seq: press as Seq,
  undoMs,
});

/** What is shown and when, on a clock that a test moves. */
const pacing = (own: Partial<OwnPart> = {}) => {
  const clock = virtualTimers();
  const shown: string[] = [];
  const take = paceSnapshots(clock, ({ screen }) => shown.push(`${clock.now()} ${screen.name}`), {
    pressedSince: () => undefined,
    sentAwayAt: () => undefined,
    ...own,
  });
  return {
    shown,
    tell: (...screens: readonly ScreenState[]) => {
      for (const screen of screens) take({ ...firstSnapshot, screen });
    },
    goTo: (to: number) => {
      while (clock.step(to));
    },
  };
};

it('lets a press be seen although its outcome arrives with it', () => {
  const page = pacing();
  page.tell(choose, pressed(1), thanks(1));
  expect(page.shown).toEqual(['0 choose', '0 pressed']);
  page.goTo(5_060);
  page.tell(choose);
  expect(page.shown).toEqual(['0 choose', '0 pressed', `${pressedMs} thanks`, '5060 choose']);
});

it('lets an answer be seen although its end arrives with it, as after a page that stood still', () => {
  const page = pacing();
  page.tell(choose, pressed(1), thanks(1), choose, choose);
  page.goTo(10_000);
  expect(page.shown).toEqual([
    '0 choose',
    '0 pressed',
    `${pressedMs} thanks`,
    `${pressedMs + answerMs} choose`,
  ]);
});

it('keeps no new press waiting for an answer to the one before', () => {
  const page = pacing();
  page.tell(thanks(1));
  page.goTo(100);
  page.tell(choose);
  page.goTo(200);
  page.tell(pressed(2), thanks(2));
  page.goTo(10_000);
  expect(page.shown).toEqual(['0 thanks', '200 pressed', `${200 + pressedMs} thanks`]);
});

it('shows the newest of many presses, and its answer', () => {
  const page = pacing();
  page.tell(pressed(1), thanks(1), pressed(2), thanks(2), choose);
  page.goTo(10_000);
  expect(page.shown).toEqual(['0 pressed', `${pressedMs} thanks`, `${pressedMs + answerMs} choose`]);
});

it('lets go of an answer at once that somebody sent away', () => {
  let sentAwayAt: number | undefined;
  const page = pacing({ sentAwayAt: () => sentAwayAt });
  page.tell(thanks(1));
  page.goTo(20);
  sentAwayAt = 20;
  page.tell(choose, thanks(2));
  page.goTo(30);
  page.tell(choose);
  page.goTo(10_000);
  expect(page.shown).toEqual(['0 thanks', '20 choose', '20 thanks', `${20 + answerMs} choose`]);
});

it('an answer told again, with less time left, is seen no longer for it', () => {
  const page = pacing();
  page.tell(thanks(1));
  page.goTo(900);
  page.tell(thanks(1, 4_100), choose);
  page.goTo(10_000);
  expect(page.shown).toEqual(['0 thanks', '900 thanks', `${answerMs} choose`]);
});

it('counts the time for which a finger has held the key down already', () => {
  const page = pacing({ pressedSince: () => 10 });
  page.goTo(40);
  page.tell(pressed(1), thanks(1));
  page.goTo(300);
  page.tell(pressed(2), thanks(2));
  expect(page.shown).toEqual(['40 pressed', `${10 + pressedMs} thanks`, '300 pressed', '300 thanks']);
});
