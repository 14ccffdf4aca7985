import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createRecorder, type Recorder } from '../../kiosk-app/core/recorder.ts';
import { type Entry, parseEntry } from '../../sync/domain/entry.ts';
import type { BootId, CounterId, DepartmentId, Instant, Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';

const start = Date.parse('2026-03-02T08:00:00+07:00');

const kiosk = () => {
  const path = join(temporaryFolder(), 'ledger.sqlite');
  const time = { wall: start, up: 60_000, boot: 'boot-1' };
  const clock = { now: () => ({ at: time.wall as Instant, boot: time.boot as BootId, up: time.up }) };
  let ledger: Ledger | undefined;
  const place = { department: 'so-y-te' as DepartmentId, counter: 'q15-1' as CounterId };
  const boot = (): Recorder => {
    ledger?.close();
    ledger = openLedger({ path, clock, version: 'test' });
    return createRecorder({ ledger, clock, binding: () => place, responseIntervalMs: () => 5_000 });
  };
  /** A twin was proven, and the centre has everything up to `confirmed`: the kiosk moves to another ledger while it runs. */
  const rotate = (confirmed: number, before?: Recorder): Recorder => {
    ledger?.setWatermark(confirmed as Seq);
    ledger?.close();
    ledger = rotateLedger({ path, clock, version: 'test' }).ledger;
    const more = before ? { before } : {};
    return createRecorder({ ledger, clock, binding: () => place, responseIntervalMs: () => 5_000, ...more });
  };
  onTestFinished(() => ledger?.close());
  const pass = (ms: number): void => {
    time.wall += ms;
    time.up += ms;
  };
  const entries = (): readonly Entry[] =>
    (ledger?.read(1 as Seq, 5_000) ?? []).flatMap(({ body }) => {
      const parsed = parseEntry(body);
      return parsed.ok ? [parsed.entry] : [];
    });
  return { boot, rotate, pass, time, entries, place };
};

const press = { category: 'satisfied-service', via: 'serial' } as const;

describe('the recorder', () => {
  it('marks a press less than 5 s after the last counted one as a repeat, and keeps it', () => {
    const { boot, pass, entries } = kiosk();
    const recorder = boot();
    expect(recorder.record(press).outcome).toBe('counted');
    pass(4_999);
    expect(recorder.record(press).outcome).toBe('repeat');
    pass(1);
    expect(recorder.record(press).outcome).toBe('counted');
    const ratings = entries().filter((entry) => entry.kind === 'rating');
    expect(ratings.map((entry) => entry.repeat)).toEqual([undefined, true, undefined]);
  });

  it('writes a binding once, also when a thousand ratings lie between it and a restart', () => {
    const { boot, pass, entries, place } = kiosk();
    const recorder = boot();
    recorder.bind(place);
    for (let i = 0; i < 1_030; i += 1) {
      pass(5_000);
      recorder.record(press);
    }
    const before = entries().length;
    boot().bind(place);
    expect(entries()).toHaveLength(before);
    boot().bind({ ...place, counter: 'q15-2' as CounterId });
    expect(entries().at(-1)).toMatchObject({ kind: 'binding', counter: 'q15-2' });
  });

  it('measures from the last counted press, not from the last repeat', () => {
    const { boot, pass } = kiosk();
    const recorder = boot();
    recorder.record(press);
    pass(3_000);
    expect(recorder.record(press).outcome).toBe('repeat');
    pass(3_000);
    expect(recorder.record(press).outcome).toBe('counted');
  });

  it('counts the press after one that was taken back', () => {
    const { boot, pass } = kiosk();
    const recorder = boot();
    const first = recorder.record(press);
    pass(1_000);
    recorder.withdraw(first.seq ?? (0 as Seq));
    pass(1_000);
    expect(recorder.record({ ...press, category: 'dissatisfied-time' }).outcome).toBe('counted');
  });

  it('knows its last presses after a restart', () => {
    const { boot, pass } = kiosk();
    const named = { ...press, press: '00c0ffee:17' };
    const first = boot().record(named);
    pass(2_000);
    const again = boot();
    expect(again.knows('00c0ffee:17')).toBe(true);
    expect(again.record(named)).toEqual({ outcome: 'known', seq: first.seq });
    expect(again.record({ ...press, press: '00c0ffee:18' }).outcome).toBe('repeat');
  });

  it('knows of a press that is told again whether it was a repeat: nobody is thanked for one on the second telling', () => {
    const { boot, pass } = kiosk();
    boot().record(press);
    pass(2_000);
    const repeat = boot().record({ ...press, press: 'touch:2' });
    expect(repeat.outcome).toBe('repeat');
    pass(60_000);
    expect(boot().record({ ...press, press: 'touch:2' })).toEqual({
      outcome: 'known',
      seq: repeat.seq,
      isRepeat: true,
    });
  });

  it('goes by the wall clock across a reboot, and counts when it ran backwards', () => {
    const { boot, time } = kiosk();
    boot().record(press);
    Object.assign(time, { wall: time.wall + 2_000, up: 10, boot: 'boot-2' });
    expect(boot().record(press).outcome).toBe('repeat');
    Object.assign(time, { wall: time.wall - 3_600_000, up: 20, boot: 'boot-3' });
    expect(boot().record(press).outcome).toBe('counted');
  });

  it('writes a binding when the kiosk is moved, once, and touches no old rating', () => {
    const { boot, place, entries, pass } = kiosk();
    const recorder = boot();
    recorder.bind(place);
    recorder.record(press);
    recorder.bind(place);
    const moved = { department: 'so-tu-phap' as DepartmentId, counter: 'q12-1' as CounterId };
    Object.assign(place, moved);
    pass(10_000);
    boot().bind(moved);
    boot().bind(moved);
    const told = entries().filter((entry) => entry.kind === 'binding' || entry.kind === 'rating');
    expect(told.map((entry) => [entry.kind, entry.department])).toEqual([
      ['binding', 'so-y-te'],
      ['rating', 'so-y-te'],
      ['binding', 'so-tu-phap'],
    ]);
  });

  it('moves to another ledger with what it knows: a press that the panel tells again there is still one rating', () => {
    const { boot, rotate, pass, entries } = kiosk();
    const recorder = boot();
    recorder.record({ ...press, press: '00c0ffee:17' });
    pass(6_000);
    const second = recorder.record({ ...press, press: '00c0ffee:18' });
    pass(1_000);
    // The centre has both, so neither moves; what is guarded by the last of them does.
    const moved = rotate(second.seq ?? 0, recorder);
    expect(entries()).toEqual([]);
    expect(moved.record({ ...press, press: '00c0ffee:17' })).toEqual({ outcome: 'known' });
    expect(moved.record({ ...press, press: '00c0ffee:19' }).outcome).toBe('repeat');
    const again = rotate(0, moved);
    expect(again.record({ ...press, press: '00c0ffee:18' })).toEqual({ outcome: 'known' });
    expect(again.record({ ...press, press: '00c0ffee:19' })).toMatchObject({
      outcome: 'known',
      isRepeat: true,
    });
    expect(entries().filter(({ kind }) => kind === 'rating')).toEqual([]);
  });

  it('counts the press after one that was taken back, when both were carried to another ledger', () => {
    const { boot, rotate, pass } = kiosk();
    const recorder = boot();
    recorder.record(press);
    pass(60_000);
    const last = recorder.record(press);
    recorder.withdraw(last.seq ?? (0 as Seq));
    const moved = rotate(2);
    pass(1_000);
    expect(moved.record(press).outcome).toBe('counted');
  });
});
