import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { needs } from '../support/needs.ts';
import { firmwareDir, make } from './harness.ts';

needs(
  'avr-gcc',
  'make',
  'cc',
)('the firmware builds', () => {
  it('prints its size, within 16 KB of flash and 1 KB of RAM', () => {
    const [, flash, ram] = /^flash (\d+) of 16384 bytes, RAM (\d+) of 1024 bytes$/m.exec(make()) ?? [];
    expect(Number(flash)).toBeGreaterThan(1000);
    expect(Number(flash)).toBeLessThanOrEqual(16384);
    expect(Number(ram)).toBeGreaterThan(400);
    expect(Number(ram)).toBeLessThanOrEqual(1024);
  });

  it('fails when it is too big', () => {
    expect(() => make('size', 'FLASH_LIMIT=1000')).toThrow(/too big/);
    expect(() => make('size', 'RAM_LIMIT=400')).toThrow(/too big/);
  });

  it('writes a file that can be flashed, with nothing but code and data in it', () => {
    make();
    const listing = execFileSync('avr-objdump', ['-h', join(firmwareDir, 'build/motcham-panel.hex')], {
      encoding: 'utf8',
    });
    expect(listing).not.toMatch(/0080[0-9a-f]{4}/);
  });

  it('says how to flash when no port is named', () => {
    expect(() => make('flash')).toThrow(/make flash PORT=/);
  });

  it('is kept, as it is now, for those who have no compiler', () => {
    expect(make('release-check')).toBe('');
    expect(make('flash-release', 'PORT=/dev/ttyUSB0', 'BAUD=57600', 'AVRDUDE=echo')).toBe(
      '-p atmega328p -c arduino -P /dev/ttyUSB0 -b 57600 -D -U flash:w:motcham-panel.hex:i\n',
    );
    expect(() => make('flash-release')).toThrow(/make flash-release PORT=/);
  });

  it('passes its own tests on this machine, against the vectors that the host reads too', () => {
    const passed = make('host-test').match(/^ok .+$/gm);
    expect(passed).toEqual([
      'ok vectors.json',
      'ok host lines',
      'ok buttons',
      'ok press queue',
      'ok boot nonce',
      'ok lamps',
      'ok panel',
      'ok noise',
    ]);
  });
});
