import { afterEach, describe, expect, it } from 'vitest';
import { createKeypadGestures } from '../../device/learn/learn-keypad.ts';
import {
  type Gesture,
  learnEventLine,
  startLearning,
  stepLearning,
} from '../../device/learn/learn-machine.ts';
import { learnPanel } from '../../device/learn/learn-panel.ts';
import { lineGesture, linesOf } from '../../device/learn/line-gestures.ts';
import {
  codesOf,
  endGesture,
  newReportWatch,
  type ReportChange,
  type ReportWatch,
  watchReport,
  watchRest,
} from '../../device/learn/report-gestures.ts';
import type { ButtonIndex } from '../../device/panel.ts';
import { formatReportCode } from '../../device/protocol/hid-report.ts';
import { createPanelSimulator } from '../../device/simulator/panel-simulator.ts';
import { formatPanelSpec } from '../../device/spec/panel-spec.ts';
import { systemClock } from '../../device/system-clock.ts';
import { needs } from '../support/needs.ts';
import { openPty, type Pty } from '../support/pty.ts';
import { bytesOf, recordedDevices } from './recorded/devices.ts';

const learn = <Raw>(gestures: readonly Gesture<Raw>[], last: number) => {
  let { state, events } = startLearning<Raw>(last as ButtonIndex);
  const told = [...events];
  for (const gesture of gestures) {
    ({ state, events } = stepLearning(state, gesture));
    told.push(...events);
  }
  return { state, lines: told.map(learnEventLine) };
};
const one = (id: string): Gesture<string> => ({ kind: 'one', id, raw: id });

describe('learning, one button after another', () => {
  it('asks in turn and is done after the last', () => {
    const { state, lines } = learn([one('A'), one('B')], 2);
    expect(state).toMatchObject({
      isDone: true,
      learnt: [
        { button: 1, id: 'A' },
        { button: 2, id: 'B' },
      ],
    });
    expect(lines).toEqual([
      'press button 1 and let it go',
      'button 1 is A',
      'press button 2 and let it go',
      'button 2 is B',
    ]);
  });

  it('refuses an answer that is another button already, or several at once, and asks again', () => {
    const { state, lines } = learn([one('A'), one('A'), { kind: 'several' }, one('B')], 2);
    expect(state.learnt.map(({ id }) => id)).toEqual(['A', 'B']);
    expect(lines).toContain('that was button 1, which is learnt already');
    expect(lines).toContain('that was more than one button');
    expect(lines.filter((line) => line === 'press button 2 and let it go')).toHaveLength(3);
  });
});

const gesturesOf = (
  rest: string | undefined,
  presses: readonly (readonly string[])[],
): Gesture<ReportChange>[] => {
  let watch: ReportWatch = newReportWatch;
  if (rest !== undefined)
    for (let times = 0; times < 3; times += 1) watch = watchRest(watch, [...bytesOf(rest)]);
  return presses.flatMap((reports) => {
    for (const report of reports) watch = watchReport(watch, [...bytesOf(report)]);
    const ended = endGesture(watch);
    watch = ended?.watch ?? watch;
    return ended ? [ended.gesture] : [];
  });
};

describe('learning a HID device from its reports', () => {
  it.each(recordedDevices.filter(({ profile }) => profile === 'hid-report'))(
    'finds the map of the $name by itself',
    (device) => {
      const presses = Object.values(device.presses);
      const { state } = learn(gesturesOf(device.rest, presses), presses.length);
      const codes = codesOf(state.learnt)?.map(({ button, code }) => [
        String(button),
        formatReportCode(code),
      ]);
      expect(Object.fromEntries(codes ?? [])).toEqual(device.buttons);
    },
  );

  it('finds the keys of a keypad, and takes two keys at once for what they are', () => {
    const gestures: Gesture<number>[] = [];
    const read = createKeypadGestures((gesture) => gestures.push(gesture));
    for (const hex of ['00 00 59 00 00 00 00 00', '00 00 00 00 00 00 00 00']) read(bytesOf(hex));
    for (const hex of ['00 00 59 5a 00 00 00 00', '00 00 00 00 00 00 00 00']) read(bytesOf(hex));
    expect(gestures).toEqual([{ kind: 'one', id: '0x59', raw: 0x59 }, { kind: 'several' }]);
  });

  it('looks at a byte that holds the number of a button as a whole', () => {
    const { state } = learn(
      gesturesOf('00', [
        ['01', '00'],
        ['02', '00'],
        ['03', '00'],
      ]),
      3,
    );
    expect(codesOf(state.learnt)?.map(({ code }) => formatReportCode(code))).toEqual([
      '0=0x01',
      '0=0x02',
      '0=0x03',
    ]);
  });

  it('does not mind what moves by itself, nor a button that goes to 0', () => {
    let watch = newReportWatch;
    for (const report of ['80 ff 00', '81 ff 07', '80 ff 3c']) watch = watchRest(watch, [...bytesOf(report)]);
    for (const report of ['80 ff 01', '81 ef 02', '80 ff 33'])
      watch = watchReport(watch, [...bytesOf(report)]);
    const ended = endGesture(watch);
    expect(ended?.gesture).toMatchObject({ kind: 'one', raw: { byte: 1, changed: 0x10 } });
  });

  it('waits while a button is held, and takes two at once for what they are', () => {
    expect(gesturesOf('00', [['01']])).toEqual([]);
    expect(gesturesOf('00 00', [['01 00', '01 02', '00 02', '00 00']])).toEqual([{ kind: 'several' }]);
  });
});

describe('learning a serial box from what it says', () => {
  const learnt = (...bursts: string[]) =>
    linesOf(
      learn(
        bursts.flatMap((burst) => lineGesture(burst) ?? []),
        bursts.length,
      ).state.learnt,
    );

  it.each([
    [['A\r\n', 'B\r\n'], { delimiter: '\r\n', buttons: { '1': 'A', '2': 'B' } }],
    [['A\r', 'B\r'], { delimiter: '\r', buttons: { '1': 'A', '2': 'B' } }],
    [['P1\nR1\n', 'P2\nR2\n'], { delimiter: '\n', buttons: { '1': 'P1', '2': 'P2' } }],
    [['\x01', '\x02\x02\x02'], { delimiter: 'none', buttons: { '1': '01', '2': '02' } }],
    [['\xa0\x01', '\xa0\x02\xa0\x02'], { delimiter: 'none', buttons: { '1': 'a0 01', '2': 'a0 02' } }],
  ])('%j', (bursts, lines) => {
    expect(learnt(...bursts)).toEqual(lines);
  });
});

needs('socat')('learning on a real pseudo-terminal', () => {
  const ends: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  const plug = async (): Promise<Pty> => {
    const pty = await openPty();
    ends.push(() => pty.close());
    return pty;
  };
  const timing = { lookMs: 600, quietMs: 30, answerMs: 2_000 };
  const options = (pty: Pty) => ({
    device: { kind: 'serial', path: pty.path } as const,
    others: [],
    clock: systemClock,
    timing,
  });

  it('knows our own panel without asking anything', async () => {
    const pty = await plug();
    const simulator = createPanelSimulator({ clock: systemClock, stream: pty.stream });
    ends.push(() => simulator.close());
    const result = await learnPanel({ ...options(pty), tell: () => {} });
    expect(result).toMatchObject({ ok: true, spec: { profile: 'motcham-line', at: { path: pty.path } } });
  });

  it('asks a plain box for its buttons', async () => {
    const pty = await plug();
    const words = ['ONE', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'];
    const result = await learnPanel({
      ...options(pty),
      tell: (event) => {
        if (event.tell === 'ask') setTimeout(() => pty.stream.write(`${words.shift()}\r\n`), 20);
      },
    });
    if (!result.ok) throw new Error(result.problem.message);
    expect(formatPanelSpec(result.spec)).toMatchObject({
      profile: 'plain-line',
      delimiter: '\r\n',
      buttons: { '1': 'ONE', '2': 'TWO', '3': 'THREE', '4': 'FOUR', '5': 'FIVE' },
    });
  });

  it.each([
    ['panel/learn-timeout', undefined],
    ['panel/learn-aborted', 'abort'],
    ['panel/unplugged', 'unplug'],
  ])('ends with %s when nobody presses, gives up, or pulls the plug', async (code, what) => {
    const pty = await plug();
    const stop = new AbortController();
    const result = await learnPanel({
      ...options(pty),
      timing: { lookMs: 1, quietMs: 30, answerMs: what === undefined ? 300 : 3_000 },
      signal: stop.signal,
      tell: (event) => {
        if (event.tell !== 'ask') return;
        if (what === 'abort') stop.abort();
        if (what === 'unplug') void pty.close();
      },
    });
    expect(result).toMatchObject({ ok: false, problem: { code } });
  });

  it('says that a device is not there', async () => {
    const device = { kind: 'serial', path: '/dev/mot-cham-none' } as const;
    const result = await learnPanel({ device, others: [], clock: systemClock, tell: () => {} });
    expect(result).toMatchObject({ ok: false, problem: { code: 'panel/not-found' } });
  });
});
