import { describe, expect, it } from 'vitest';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';

describe("a panel's configuration", () => {
  it.each([
    ['motcham-line:/dev/ttyUSB0', { kind: 'path', path: '/dev/ttyUSB0' }],
    ['motcham-line:COM3', { kind: 'path', path: 'COM3' }],
    ['motcham-line:tcp://127.0.0.1:4567', { kind: 'tcp', host: '127.0.0.1', port: 4567 }],
    ['motcham-line:tcp://[::1]:4567', { kind: 'tcp', host: '::1', port: 4567 }],
    ['{"profile": "motcham-line", "at": "/dev/ttyACM0"}', { kind: 'path', path: '/dev/ttyACM0' }],
  ])('%s', (text, at) => {
    expect(parsePanelSpec(text)).toEqual({
      ok: true,
      spec: { profile: 'motcham-line', at, baudRate: 115_200 },
    });
  });

  it('takes a baud rate', () => {
    const spec = { profile: 'motcham-line', at: { kind: 'path', path: '/dev/ttyS0' }, baudRate: 9600 };
    expect(parsePanelSpec('motcham-line:/dev/ttyS0?baudRate=9600')).toEqual({ ok: true, spec });
    expect(parsePanelSpec({ profile: 'motcham-line', at: '/dev/ttyS0', baudRate: 9600 })).toEqual({
      ok: true,
      spec,
    });
  });

  it.each([
    ['telegraph:/dev/ttyUSB0', 'panel/unknown-profile'],
    [{ at: '/dev/ttyUSB0' }, 'panel/unknown-profile'],
    ['', 'panel/bad-spec'],
    [42, 'panel/bad-spec'],
    [null, 'panel/bad-spec'],
    ['{"profile": ', 'panel/bad-spec'],
    ['[]', 'panel/bad-spec'],
    ['motcham-line', 'panel/bad-address'],
    ['motcham-line:ttyUSB0', 'panel/bad-address'],
    ['motcham-line:http://127.0.0.1:80', 'panel/bad-address'],
    ['motcham-line:tcp://127.0.0.1', 'panel/bad-address'],
    ['motcham-line:tcp://127.0.0.1:99999', 'panel/bad-address'],
    ['motcham-line:/dev/ttyUSB0?baudRate=fast', 'panel/bad-settings'],
    [{ profile: 'motcham-line', at: 7 }, 'panel/bad-address'],
  ])('%j is refused with one clear line', (raw, code) => {
    const parsed = parsePanelSpec(raw);
    expect(parsed).toMatchObject({ ok: false, problem: { code } });
    if (!parsed.ok) expect(parsed.problem.message).toMatch(/^[^\n]{10,}$/);
  });
});
