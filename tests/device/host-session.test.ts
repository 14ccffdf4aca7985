import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ButtonIndex } from '../../device/panel.ts';
import { encodeFrame } from '../../device/protocol/encode.ts';
import type { Nonce, PressSeq } from '../../device/protocol/frame.ts';
import {
  type HostEffect,
  type HostInput,
  type HostSession,
  newHostSession,
  stepHost,
} from '../../device/protocol/host-session.ts';

const nonce = '0badf00d' as Nonce;
const seq = (value: number): PressSeq => value as PressSeq;
const pressLine = (value: number, button = 3): HostInput => ({
  on: 'line',
  line: encodeFrame({ type: 'press', nonce, seq: seq(value), button: button as ButtonIndex }),
});
const answer = (value: number, word: 'recorded' | 'refused'): HostInput => ({
  on: 'answer',
  answer: word,
  nonce,
  seq: seq(value),
});
const reach = (...inputs: HostInput[]): { session: HostSession; effects: readonly HostEffect[] } =>
  inputs.reduce<{ session: HostSession; effects: readonly HostEffect[] }>(
    ({ session }, input) => stepHost(session, input),
    { session: newHostSession, effects: [] },
  );
const did = (effects: readonly HostEffect[], what: HostEffect['do']): readonly HostEffect[] =>
  effects.filter((effect) => effect.do === what);

describe('the host side of motcham-line', () => {
  it('asks who is there when the line is open', () => {
    expect(reach({ on: 'opened' }).effects).toEqual([{ do: 'send', line: '$Q*AB24' }]);
  });

  it('hands a press on once, and acknowledges only what was recorded', () => {
    expect(did(reach(pressLine(1)).effects, 'press')).toEqual([{ do: 'press', button: 3, nonce, seq: 1 }]);
    expect(did(reach(pressLine(1)).effects, 'send')).toEqual([]);
    expect(reach(pressLine(1), answer(1, 'recorded')).effects).toContainEqual({
      do: 'send',
      line: encodeFrame({ type: 'recorded', nonce, seq: seq(1) }),
    });
  });

  it('does not hand a press on again that is still being recorded', () => {
    const { effects } = reach(pressLine(1), pressLine(1));
    expect(did(effects, 'press')).toEqual([]);
    expect(effects).toContainEqual({ do: 'count', what: 'resends' });
  });

  it('acknowledges again, without a second press, when the acknowledgement was lost', () => {
    const { effects } = reach(pressLine(1), answer(1, 'recorded'), pressLine(1));
    expect(did(effects, 'press')).toEqual([]);
    expect(did(effects, 'send')).toHaveLength(1);
  });

  it('hands a refused press on again when the panel tries again', () => {
    const { effects } = reach(pressLine(1), answer(1, 'refused'), pressLine(1));
    expect(did(effects, 'press')).toHaveLength(1);
  });

  it('hands an unanswered press on again after the line was opened anew', () => {
    const { effects } = reach(pressLine(1), { on: 'opened' }, pressLine(1));
    expect(did(effects, 'press')).toHaveLength(1);
  });

  it('counts the boots of a panel by its nonce', () => {
    const hello: HostInput = { on: 'line', line: encodeFrame({ type: 'hello', nonce, version: '1' }) };
    const count = { do: 'count', what: 'panelBoots' };
    expect(reach(hello).effects).toContainEqual(count);
    expect(reach(hello, hello).effects).not.toContainEqual(count);
  });

  it('asks a panel that has just booted, once: the question at opening was lost in its boot loader', () => {
    const hello: HostInput = { on: 'line', line: encodeFrame({ type: 'hello', nonce, version: '1' }) };
    const who = { do: 'send', line: encodeFrame({ type: 'who' }) };
    expect(reach({ on: 'opened' }, hello).effects).toContainEqual(who);
    expect(reach({ on: 'opened' }, hello, hello).effects).not.toContainEqual(who);
  });

  it('does not take the press of an earlier boot for a reboot', () => {
    const hello: HostInput = {
      on: 'line',
      line: encodeFrame({ type: 'hello', nonce: 'ffffffff' as Nonce, version: '1' }),
    };
    expect(reach(hello, pressLine(1), hello).effects).not.toContainEqual({ do: 'count', what: 'panelBoots' });
  });

  it('counts what is no frame and goes on', () => {
    expect(reach({ on: 'line', line: 'noise' }).effects).toEqual([{ do: 'count', what: 'badLines' }]);
    expect(did(reach({ on: 'line', line: 'noise' }, pressLine(1)).effects, 'press')).toHaveLength(1);
  });

  it('never hands on a recorded press again, in any order of presses, resends, answers and reopenings', () => {
    const inputs = fc.array(
      fc.oneof(
        fc.integer({ min: 1, max: 6 }).map((value) => pressLine(value)),
        fc
          .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('recorded' as const, 'refused' as const))
          .map(([value, word]) => answer(value, word)),
        fc.constant<HostInput>({ on: 'opened' }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(inputs, (list) => {
        let session = newHostSession;
        const recorded = new Set<number>();
        for (const input of list) {
          const step = stepHost(session, input);
          for (const effect of step.effects) {
            if (effect.do === 'press') expect(recorded.has(effect.seq)).toBe(false);
          }
          if (input.on === 'answer' && input.answer === 'recorded') recorded.add(input.seq);
          session = step.session;
        }
      }),
    );
  });
});
