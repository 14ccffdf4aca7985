import { describe, expect, it } from 'vitest';
import {
  commentIdleMs,
  notRecordedMs,
  repeatMs,
  type Session,
  type SessionInput,
  screenAt,
  stepSession,
  undoMs,
} from '../../kiosk-app/core/session.ts';
import type { Seq } from '../../sync/domain/ids.ts';

const choose: Session = { screen: { name: 'choose' } };
const seq = 7 as Seq;
const category = 'dissatisfied-time';
const run = (inputs: readonly (readonly [SessionInput, number])[], from: Session = choose): Session =>
  inputs.reduce((session, [input, now]) => stepSession(session, input, now), from);

describe('the session', () => {
  it('goes from a press to thanks, and home after the time to take it back', () => {
    const pressed = run([[{ on: 'pressed', press: 1, category }, 0]]);
    expect(pressed.screen).toEqual({ name: 'pressed', press: 1, category });
    expect(pressed.until).toBeUndefined();
    const thanks = run([[{ on: 'recorded', press: 1, category, seq }, 10]], pressed);
    expect(screenAt(thanks, 10)).toEqual({ name: 'thanks', press: 1, category, seq, undoMs });
    expect(screenAt(thanks, 2_010)).toMatchObject({ undoMs: 3_000 });
    expect(stepSession(thanks, { on: 'tick' }, 10 + undoMs - 1)).toBe(thanks);
    expect(stepSession(thanks, { on: 'tick' }, 10 + undoMs).screen).toEqual({ name: 'choose' });
  });

  it('never thanks for a press that failed, and says so for 20 s or until touched', () => {
    const failed = run([
      [{ on: 'pressed', press: 1, category }, 0],
      [{ on: 'failed', press: 1, category, code: 'ledger/disk-full' }, 5],
    ]);
    expect(failed.screen).toEqual({ name: 'not-recorded', press: 1, category, code: 'ledger/disk-full' });
    expect(stepSession(failed, { on: 'tick' }, 5 + notRecordedMs).screen.name).toBe('choose');
    expect(stepSession(failed, { on: 'dismissed' }, 6).screen.name).toBe('choose');
  });

  it('shows a repeat for 4 s', () => {
    const repeat = run([[{ on: 'repeated', press: 2, category }, 100]]);
    expect(repeat.screen.name).toBe('repeat');
    expect(stepSession(repeat, { on: 'tick' }, 100 + repeatMs).screen.name).toBe('choose');
  });

  it('keeps a comment open while somebody types, thanks when it is sent', () => {
    const open = run([[{ on: 'recorded', press: 1, category: 'comment', seq }, 0]]);
    expect(open.screen).toMatchObject({ name: 'comment', seq });
    const typing = stepSession(open, { on: 'typing', seq }, 40_000);
    expect(stepSession(typing, { on: 'tick' }, commentIdleMs).screen.name).toBe('comment');
    expect(stepSession(typing, { on: 'tick' }, 40_000 + commentIdleMs).screen.name).toBe('choose');
    expect(stepSession(open, { on: 'typing', seq: 8 as Seq }, 1)).toBe(open);
    expect(stepSession(open, { on: 'comment-sent', seq }, 1).screen).toMatchObject({
      name: 'thanks',
      category: 'comment',
    });
  });

  it('lets a message be read before a block shows, and a press through a block', () => {
    const block = { name: 'out-of-service', code: 'ledger/io' } as const;
    const failed = run([[{ on: 'failed', press: 1, category, code: 'ledger/io' }, 0]]);
    const blocked = stepSession(failed, { on: 'block', block }, 1);
    expect(blocked.screen.name).toBe('not-recorded');
    const after = stepSession(blocked, { on: 'tick' }, notRecordedMs);
    expect(after.screen).toEqual(block);
    expect(stepSession(after, { on: 'pressed', press: 2, category }, 30_000).screen.name).toBe('pressed');
    expect(stepSession(after, { on: 'block', block: undefined }, 30_000).screen.name).toBe('choose');
  });

  it('cannot be dismissed while a press is being written', () => {
    const pressed = run([[{ on: 'pressed', press: 1, category }, 0]]);
    expect(stepSession(pressed, { on: 'dismissed' }, 1)).toBe(pressed);
  });
});
