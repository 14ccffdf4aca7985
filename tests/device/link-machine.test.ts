import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceBackoff, retryDelay } from '../../device/link/backoff.ts';
import {
  type LinkEffect,
  type LinkInput,
  type LinkRules,
  type LinkState,
  newLink,
  stepLink,
} from '../../device/link/link-machine.ts';

const talking: LinkRules = { backoff: deviceBackoff, upOn: 'heard', silenceMs: 4_000 };
const mute: LinkRules = { backoff: deviceBackoff, upOn: 'open' };
const problem = { code: 'panel/not-found', message: 'not there' };

const reach = (
  rules: LinkRules,
  ...inputs: LinkInput[]
): { state: LinkState; effects: readonly LinkEffect[] } =>
  inputs.reduce<{ state: LinkState; effects: readonly LinkEffect[] }>(
    ({ state }, input) => stepLink(state, input, rules, 0.5),
    { state: newLink, effects: [] },
  );
const start: LinkInput = { on: 'start' };
const opened: LinkInput = { on: 'opened', path: '/dev/x' };
const failed: LinkInput = { on: 'open-failed', problem };

describe('the link machine', () => {
  it('opens at once and says so', () => {
    expect(reach(talking, start).effects).toEqual([
      { do: 'announce', status: { link: 'connecting', attempt: 1 } },
      { do: 'open' },
    ]);
  });

  it('is up when the device is open, where the device has nothing to say before a press', () => {
    expect(reach(mute, start, opened).effects).toEqual([
      { do: 'announce', status: { link: 'up', path: '/dev/x' } },
    ]);
  });

  it('is up only when something valid was heard, where the device says that it is alive', () => {
    expect(reach(talking, start, opened).effects).toEqual([]);
    expect(reach(talking, start, opened, { on: 'heard' }).effects).toEqual([
      { do: 'announce', status: { link: 'up', path: '/dev/x' } },
    ]);
  });

  it('waits after a failure, says why, and tries again', () => {
    const waiting = reach(mute, start, failed);
    expect(waiting.effects).toEqual([
      { do: 'announce', status: { link: 'down', retryInMs: 75, problem } },
      { do: 'wait', ms: 75 },
    ]);
    expect(stepLink(waiting.state, { on: 'retry' }, mute, 0.5).effects).toContainEqual({ do: 'open' });
  });

  it('closes a lost device before it waits', () => {
    const lost = reach(mute, start, opened, { on: 'lost', problem });
    expect(lost.effects).toEqual([{ do: 'close' }]);
    expect(stepLink(lost.state, { on: 'closed' }, mute, 0).effects).toContainEqual({ do: 'wait', ms: 50 });
  });

  it('closes a device that is gone without a word, and one that has fallen silent', () => {
    const gone: LinkInput = { on: 'checked', isPresent: false, silentForMs: 0 };
    expect(reach(mute, start, opened, gone).state).toMatchObject({ problem: { code: 'panel/unplugged' } });
    const silent: LinkInput = { on: 'checked', isPresent: true, silentForMs: 4_000 };
    expect(reach(talking, start, opened, silent).state).toMatchObject({ problem: { code: 'panel/silent' } });
    expect(reach(mute, start, opened, silent).state.at).toBe('open');
  });

  it('starts the waiting anew after something valid was heard', () => {
    const down = reach(talking, start, failed, { on: 'retry' }, failed, { on: 'retry' }, opened, {
      on: 'heard',
    });
    expect(down.state).toMatchObject({ at: 'open', failures: 0 });
  });

  it('waits longer with each failure, never more than a second', () => {
    const waits = [0, 1, 2, 3, 4, 5, 50].map((failures) => retryDelay(deviceBackoff, failures, 1));
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000, 1000]);
  });

  it('never gives up, never opens twice, never leaves a device open when it stops', () => {
    const inputs: fc.Arbitrary<LinkInput> = fc.constantFrom<LinkInput[]>(
      start,
      opened,
      failed,
      { on: 'heard' },
      { on: 'lost', problem },
      { on: 'checked', isPresent: false, silentForMs: 0 },
      { on: 'checked', isPresent: true, silentForMs: 9_999 },
      { on: 'closed' },
      { on: 'retry' },
      { on: 'stop' },
    );
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 80 }), (list) => {
        let state: LinkState = newLink;
        // What a runner would have under way: only such inputs can come.
        let underWay: 'nothing' | 'opening' | 'open' | 'closing' | 'waiting' = 'nothing';
        for (const input of list) {
          if ((input.on === 'opened' || input.on === 'open-failed') && underWay !== 'opening') continue;
          if (input.on === 'closed' && underWay !== 'closing') continue;
          if (input.on === 'retry' && underWay !== 'waiting') continue;
          if (input.on === 'opened') underWay = 'open';
          else if (input.on === 'open-failed' || input.on === 'closed' || input.on === 'retry')
            underWay = 'nothing';
          const step = stepLink(state, input, talking, 0.5);
          state = step.state;
          for (const effect of step.effects) {
            if (effect.do === 'open') {
              expect(underWay).toBe('nothing');
              underWay = 'opening';
            } else if (effect.do === 'close') {
              expect(underWay).toBe('open');
              underWay = 'closing';
            } else if (effect.do === 'wait') {
              expect(underWay).toBe('nothing');
              underWay = 'waiting';
            } else if (effect.do === 'finish') {
              expect(['nothing', 'waiting']).toContain(underWay);
            }
          }
          if (!['idle', 'stopped'].includes(state.at)) expect(underWay).not.toBe('nothing');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
