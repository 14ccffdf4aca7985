import { describe, expect, it } from 'vitest';
import type { ScreenState } from '../../kiosk-app/contract/snapshot.ts';
import {
  firstPageState,
  type PageInput,
  type PageState,
  stepPage,
} from '../../kiosk-app/renderer/state/page-state.ts';
import { shownOf } from '../../kiosk-app/renderer/state/shown.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { firstSnapshot } from '../support/scripted-host.ts';

const category = 'satisfied-attitude';
const thanks: ScreenState = { name: 'thanks', press: 1, category, seq: 7 as Seq, undoMs: 5_000 };
const told = (revision: number, screen: ScreenState, at = 0, run = 'run-1'): PageInput => ({
  on: 'snapshot',
  snapshot: { ...firstSnapshot, run, revision, screen },
  at,
});
const page = (...inputs: readonly PageInput[]): PageState => inputs.reduce(stepPage, firstPageState);
const heard: PageInput = { on: 'heard', isHeard: true };
const silent: PageInput = { on: 'heard', isHeard: false };
const choosing = [heard, told(1, { name: 'choose' })] as const;
const down: PageInput = { on: 'finger-down', id: 'a', category, at: 10 };
const sent: PageInput = { on: 'sent', id: 'a', at: 20 };
const answered: PageInput = { on: 'answered', id: 'a' };
const shown = (state: PageState) => shownOf({ ...state, isWaiting: false, isLate: false });

describe('what the page shows', () => {
  it('is pressed as soon as a finger lands, and the choice again when it slides away', () => {
    expect(shown(page(...choosing, down))).toMatchObject({ name: 'pressed', category });
    expect(shown(page(...choosing, down, { on: 'finger-away' }))).toEqual({ name: 'choose' });
  });

  it('never thanks before the host says so', () => {
    expect(shown(page(...choosing, down, sent, answered)).name).toBe('pressed');
    expect(shown(page(...choosing, down, sent, answered, told(2, thanks)))).toMatchObject(thanks);
  });

  it('stays pressed through the host’s own pressed state and through unrelated news', () => {
    const pressed: ScreenState = { name: 'pressed', press: 1, category };
    expect(shown(page(...choosing, down, sent, told(2, { name: 'choose' }))).name).toBe('pressed');
    expect(shown(page(...choosing, down, sent, told(2, pressed), answered)).name).toBe('pressed');
  });

  it('goes back to the choice when the host already knew the press', () => {
    expect(shown(page(...choosing, down, sent, answered, told(2, { name: 'choose' })))).toEqual({
      name: 'choose',
    });
  });

  it('says "not recorded" for a press nobody answered, until the host or a finger ends it', () => {
    const failed: PageInput = { on: 'failed', id: 'a', code: 'host/unreachable', at: 5_020 };
    const state = page(...choosing, down, sent, silent, failed);
    expect(shown(state)).toEqual({ name: 'not-recorded', category, code: 'host/unreachable' });
    expect(shown(stepPage(state, { on: 'touch-over' }))).toEqual({
      name: 'out-of-service',
      code: 'host/unreachable',
    });
    expect(shown(stepPage(state, told(2, thanks))).name).toBe('thanks');
  });

  it('is out of service when a host that was heard falls silent, but a sent press keeps its right to an answer', () => {
    expect(shown(page(...choosing, silent)).name).toBe('out-of-service');
    expect(shown(page(...choosing, down, silent)).name).toBe('out-of-service');
    expect(shown(page(...choosing, down, sent, silent)).name).toBe('pressed');
    expect(shown(page(...choosing, silent, heard)).name).toBe('choose');
  });

  it('is starting before the first word, and out of service when that takes too long', () => {
    expect(shown(firstPageState).name).toBe('starting');
    expect(shownOf({ ...firstPageState, isWaiting: false, isLate: true }).name).toBe('out-of-service');
  });

  it('shows a press made on the panel', () => {
    const pressed: ScreenState = { name: 'pressed', press: 4, category: 'dissatisfied-time' };
    expect(shown(page(...choosing, told(2, pressed, 50)))).toEqual({
      name: 'pressed',
      category: 'dissatisfied-time',
      since: 50,
    });
  });

  it('lets go of a resting finger when the panel was faster', () => {
    const pressed: ScreenState = { name: 'pressed', press: 4, category: 'dissatisfied-time' };
    const state = page(...choosing, down, told(2, pressed));
    expect(shown(state)).toMatchObject({ name: 'pressed', category: 'dissatisfied-time' });
    expect(stepPage(state, sent)).toBe(state);
  });

  it('takes one finger at a time', () => {
    const second: PageInput = { on: 'finger-down', id: 'b', category: 'comment', at: 11 };
    expect(page(...choosing, down, second).touch).toMatchObject({ id: 'a', category });
  });
});

describe('the order of snapshots', () => {
  it('ignores an older revision of the same run', () => {
    const state = page(...choosing, told(5, thanks), told(4, { name: 'choose' }));
    expect(shown(state).name).toBe('thanks');
  });

  it('takes the first revision of a new run', () => {
    const state = page(...choosing, told(900, thanks), told(1, { name: 'choose' }, 0, 'run-2'));
    expect(shown(state).name).toBe('choose');
  });

  it('knows since when a screen has been shown, through redraws of it', () => {
    const state = page(...choosing, told(2, thanks, 100), told(3, thanks, 300));
    expect(state.screenSince).toBe(100);
    expect(state.receivedAt).toBe(300);
    expect(stepPage(state, told(4, { ...thanks, press: 2 }, 400)).screenSince).toBe(400);
  });
});
