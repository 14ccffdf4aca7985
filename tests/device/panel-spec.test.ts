import { describe, expect, it } from 'vitest';
import { formatPanelSpec, parsePanelSpec } from '../../device/spec/panel-spec.ts';

const five = (code: (button: number) => string) =>
  Object.fromEntries([1, 2, 3, 4, 5].map((button) => [String(button), code(button)]));

describe("a panel's configuration", () => {
  it.each([
    ['motcham-line:/dev/ttyUSB0', { kind: 'path', path: '/dev/ttyUSB0' }],
    ['motcham-line:COM3', { kind: 'path', path: 'COM3' }],
    ['motcham-line:tcp://127.0.0.1:4567', { kind: 'tcp', host: '127.0.0.1', port: 4567 }],
    ['motcham-line:tcp://[::1]:4567', { kind: 'tcp', host: '::1', port: 4567 }],
    ['motcham-line:usb:0403:6001', { kind: 'usb', usb: { vendorId: '0403', productId: '6001' } }],
    [
      'motcham-line:usb:2341:0043:75834353430351F0A1B2',
      { kind: 'usb', usb: { vendorId: '2341', productId: '0043', serialNumber: '75834353430351F0A1B2' } },
    ],
    ['{"profile": "motcham-line", "at": "/dev/ttyACM0"}', { kind: 'path', path: '/dev/ttyACM0' }],
  ])('%s', (text, at) => {
    expect(parsePanelSpec(text)).toEqual({
      ok: true,
      spec: { profile: 'motcham-line', at, baudRate: 115_200 },
    });
  });

  it('takes the short form of a HID panel and of a plain box', () => {
    expect(parsePanelSpec('hid-report:usb:0079:0006/1?1=5.4&2=5.5,5.6')).toMatchObject({
      ok: true,
      spec: {
        at: { kind: 'usb', interface: 1 },
        buttons: [
          { button: 1, code: { byte: 5, mask: 0x10, value: 0x10 } },
          { button: 2, code: { byte: 5, mask: 0x20, value: 0x20 } },
          { button: 2, code: { byte: 5, mask: 0x40, value: 0x40 } },
        ],
      },
    });
    expect(
      parsePanelSpec('plain-line:/dev/ttyS0?baudRate=1200&parity=even&delimiter=%0D&1=A&2=B'),
    ).toMatchObject({
      ok: true,
      spec: { serial: { baudRate: 1200, parity: 'even' }, says: { kind: 'lines', delimiter: '\r' } },
    });
  });

  it('knows the keys of a keypad without being told', () => {
    expect(parsePanelSpec('hid-keyboard:usb:05a4:9840')).toMatchObject({ ok: true });
    expect(parsePanelSpec('keyboard-wedge')).toMatchObject({ ok: true });
  });

  it.each([
    { profile: 'motcham-line', at: '/dev/ttyUSB0' },
    { profile: 'motcham-line', at: 'usb:0403:6001:FT000000', baudRate: 9600 },
    {
      profile: 'plain-line',
      at: 'tcp://127.0.0.1:4567',
      baudRate: 9600,
      dataBits: 7,
      stopBits: 2,
      parity: 'even',
      delimiter: '\r\n',
      buttons: five((button) => `KEY=${button}*`),
      holdGapMs: 300,
    },
    {
      profile: 'plain-line',
      at: '/dev/ttyS1',
      baudRate: 9600,
      dataBits: 8,
      stopBits: 1,
      parity: 'none',
      delimiter: 'none',
      buttons: five((button) => `a0 0${button}`),
      holdGapMs: 700,
    },
    {
      profile: 'hid-keyboard',
      at: 'usb:05a4:9840',
      buttons: five((button) => `0x${(0x58 + button).toString(16)}`),
    },
    {
      profile: 'hid-report',
      at: '/dev/hidraw3',
      reportId: 2,
      buttons: { '1': '1.0', '2': ['1.1', '1.2'], '3': '2=0x10' },
    },
    { profile: 'keyboard-wedge', buttons: five((button) => `Numpad${button}`) },
  ])('$profile at $at is written as it was read', (raw) => {
    const parsed = parsePanelSpec(raw);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    expect(formatPanelSpec(parsed.spec)).toEqual(raw);
    expect(parsePanelSpec(JSON.stringify(formatPanelSpec(parsed.spec)))).toEqual(parsed);
  });

  it.each([
    ['telegraph:/dev/ttyUSB0', 'panel/unknown-profile'],
    [{ at: '/dev/ttyUSB0' }, 'panel/unknown-profile'],
    ['[]', 'panel/bad-spec'],
    ['', 'panel/bad-spec'],
    [42, 'panel/bad-spec'],
    [null, 'panel/bad-spec'],
    [[], 'panel/bad-spec'],
    ['{"profile": ', 'panel/bad-spec'],
    ['motcham-line', 'panel/bad-address'],
    ['motcham-line:ttyUSB0', 'panel/bad-address'],
    ['motcham-line:http://127.0.0.1:80', 'panel/bad-address'],
    ['motcham-line:tcp://127.0.0.1', 'panel/bad-address'],
    ['motcham-line:tcp://127.0.0.1:99999', 'panel/bad-address'],
    ['motcham-line:usb:0403', 'panel/bad-address'],
    [{ profile: 'motcham-line', at: 7 }, 'panel/bad-address'],
    ['hid-report:usb:79:6?1=5.4', 'panel/bad-address'],
    ['hid-keyboard', 'panel/bad-address'],
    ['motcham-line:/dev/ttyUSB0?baudRate=fast', 'panel/bad-settings'],
    ['plain-line:/dev/ttyS0?parity=maybe&1=A', 'panel/bad-settings'],
    ['plain-line:/dev/ttyS0?dataBits=9&1=A', 'panel/bad-settings'],
    ['plain-line:/dev/ttyS0?holdGapMs=-1&1=A', 'panel/bad-settings'],
    [{ profile: 'plain-line', at: '/dev/ttyS0', delimiter: '', buttons: { '1': 'A' } }, 'panel/bad-settings'],
    ['hid-report:usb:0079:0006?reportId=900&1=5.4', 'panel/bad-settings'],
    ['plain-line:/dev/ttyS0', 'panel/bad-map'],
    ['plain-line:/dev/ttyS0?1=A&2=A', 'panel/bad-map'],
    ['plain-line:/dev/ttyS0?1=A*&2=*B', 'panel/bad-map'],
    ['plain-line:/dev/ttyS0?1=A&7=B', 'panel/bad-map'],
    ['plain-line:/dev/ttyS0?delimiter=none&1=01&2=0a 01', 'panel/bad-map'],
    ['plain-line:/dev/ttyS0?delimiter=none&1=button', 'panel/bad-map'],
    ['hid-report:usb:0079:0006', 'panel/bad-map'],
    ['hid-report:usb:0079:0006?1=5.4&2=5.4', 'panel/bad-map'],
    ['hid-report:usb:0079:0006?1=5.4&2=5=0x1f', 'panel/bad-map'],
    ['hid-keyboard:usb:05a4:9840?1=0x59&2=0x59', 'panel/bad-map'],
    ['hid-keyboard:usb:05a4:9840?1=Enter', 'panel/bad-map'],
    ['keyboard-wedge?1=KeyA&2=KeyA', 'panel/bad-map'],
    [{ profile: 'keyboard-wedge', buttons: { '1': 5 } }, 'panel/bad-map'],
  ])('%j is refused with one clear line', (raw, code) => {
    const parsed = parsePanelSpec(raw);
    expect(parsed).toMatchObject({ ok: false, problem: { code } });
    if (!parsed.ok) expect(parsed.problem.message).toMatch(/^[^\n]{10,}$/);
  });

  it('names the two buttons that are on one code', () => {
    const parsed = parsePanelSpec('hid-keyboard:usb:05a4:9840?2=0x59&4=0x59');
    expect(parsed).toMatchObject({
      problem: { message: expect.stringMatching(/buttons 2 and 4 are both on 0x59/) },
    });
  });
});
