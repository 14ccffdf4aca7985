import { describe, expect, it } from 'vitest';
import { createDoor, hashPin } from '../../kiosk-app/core/door.ts';

describe("the technician's door", () => {
  const config = { kiosk: 'kiosk-09', pinHash: hashPin('kiosk-09', '2468') };

  it('is open where no PIN is set', () => {
    expect(createDoor(() => 0)({ kiosk: 'kiosk-09' }, '')).toEqual({ ok: true });
  });

  it('asks for the PIN, refuses a wrong one and opens to the right one', () => {
    const door = createDoor(() => 0);
    expect(door(config, '')).toMatchObject({ ok: false, code: 'door/pin-needed' });
    expect(door(config, '1111')).toMatchObject({ ok: false, code: 'door/wrong-pin' });
    expect(door(config, '2468')).toEqual({ ok: true });
  });

  it('stays shut for a minute after five wrong ones, even to the right one', () => {
    let now = 0;
    const door = createDoor(() => now);
    for (let i = 0; i < 5; i += 1) door(config, '0000');
    expect(door(config, '2468')).toMatchObject({ ok: false, code: 'door/locked' });
    now = 60_000;
    expect(door(config, '2468')).toEqual({ ok: true });
  });

  it('is another hash on another kiosk', () => {
    expect(hashPin('kiosk-10', '2468')).not.toBe(config.pinHash);
  });
});
