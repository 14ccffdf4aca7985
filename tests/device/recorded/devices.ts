/**
 * Reports of real HID devices, as their owners wrote them down. `presses` has, for each of our buttons, what the device sends
 * while the button goes down and up again.
 */
export interface RecordedDevice {
  readonly name: string;
  readonly usb: string;
  readonly source: string;
  readonly profile: 'hid-keyboard' | 'hid-report';
  /** As a specification names them; undefined where the profile knows by itself. */
  readonly buttons?: Readonly<Record<string, string>>;
  /** What it sends when nothing is pressed, where it keeps sending. */
  readonly rest?: string;
  readonly presses: Readonly<Record<string, readonly string[]>>;
  /** Reports of the same device that are no press of any of them. */
  readonly others: readonly string[];
}

const bootRelease = '00 00 00 00 00 00 00 00';

export const recordedDevices: readonly RecordedDevice[] = [
  {
    name: 'numeric keypad in the boot protocol',
    usb: '05a4:9840',
    source:
      'HID 1.11, appendix B.1 (boot report) and HID Usage Tables, page 0x07 (keypad 1 to 5 are 0x59 to 0x5d); descriptor of ' +
      'the Ortek keypad in unix.stackexchange.com question 123527',
    profile: 'hid-keyboard',
    presses: {
      '1': ['00 00 59 00 00 00 00 00', bootRelease],
      '2': ['00 00 5a 00 00 00 00 00', bootRelease],
      '3': ['00 00 5b 00 00 00 00 00', bootRelease],
      '4': ['00 00 5c 00 00 00 00 00', bootRelease],
      '5': ['00 00 5d 00 00 00 00 00', bootRelease],
    },
    // Num Lock and Enter; a modifier alone; and more keys than the report can name.
    others: [
      '00 00 53 00 00 00 00 00',
      bootRelease,
      '00 00 58 00 00 00 00 00',
      bootRelease,
      '02 00 00 00 00 00 00 00',
      '00 00 01 01 01 01 01 01',
      bootRelease,
    ],
  },
  {
    name: 'DragonRise joystick encoder, five buttons wired',
    usb: '0079:0006',
    source:
      'report descriptor in mdqinc/SDL_GameControllerDB issue 202: five axis bytes, a hat of four bits (15 at rest), twelve ' +
      'button bits, a vendor byte',
    profile: 'hid-report',
    buttons: { '1': '5.4', '2': '5.5', '3': '5.6', '4': '5.7', '5': '6.0' },
    rest: '7f 7f 7f 7f 7f 0f 00 00',
    presses: {
      '1': ['7f 7f 7f 7f 7f 1f 00 00', '7f 7f 7f 7f 7f 0f 00 00'],
      '2': ['7f 7f 7f 7f 7f 2f 00 00', '7f 7f 7f 7f 7f 0f 00 00'],
      '3': ['7f 7f 7f 7f 7f 4f 00 00', '7f 7f 7f 7f 7f 0f 00 00'],
      '4': ['7f 7f 7f 7f 7f 8f 00 00', '7f 7f 7f 7f 7f 0f 00 00'],
      '5': ['7f 7f 7f 7f 7f 0f 01 00', '7f 7f 7f 7f 7f 0f 00 00'],
    },
    // The stick is moved, the hat is pressed.
    others: [
      '00 7f 7f 7f 7f 0f 00 00',
      'ff 7f 7f 7f 7f 0f 00 00',
      '7f 7f 7f 7f 7f 02 00 00',
      '7f 7f 7f 7f 7f 0f 00 00',
    ],
  },
  {
    name: 'Logitech Attack 3 joystick',
    usb: '046d:c214',
    source: 'InnPatron/attack3, notes/attack3-notes',
    profile: 'hid-report',
    buttons: { '1': '3.0', '2': '3.1', '3': '3.2', '4': '3.3', '5': '3.4' },
    rest: '82 7f 00 00 00',
    presses: {
      '1': ['82 7f 00 01 00', '82 7f 00 00 00'],
      '2': ['82 7f 00 02 00', '82 7f 00 00 00'],
      '3': ['82 7f 00 04 00', '82 7f 00 00 00'],
      '4': ['82 7f 00 08 00', '82 7f 00 00 00'],
      '5': ['82 7f 00 10 00', '82 7f 00 00 00'],
    },
    others: ['00 7f 00 00 00', '82 7f 00 00 01', '82 7f 00 00 00'],
  },
  {
    name: 'Microsoft SideWinder game pad',
    usb: '045e:0007',
    source: 'FIX94/Nintendont issue 1354',
    profile: 'hid-report',
    buttons: { '1': '2.0', '2': '2.1', '3': '2.2', '4': '2.3', '5': '2.4' },
    rest: '3f 3f 00 00',
    presses: {
      '1': ['3f 3f 01 00', '3f 3f 00 00'],
      '2': ['3f 3f 02 00', '3f 3f 00 00'],
      '3': ['3f 3f 04 00', '3f 3f 00 00'],
      '4': ['3f 3f 08 00', '3f 3f 00 00'],
      '5': ['3f 3f 10 00', '3f 3f 00 00'],
    },
    others: ['00 3f 00 00', '7f 3f 00 00', '3f 3f 00 02', '3f 3f 00 00'],
  },
  {
    name: 'VEC Infinity foot pedal, three pedals',
    usb: '05f3:00ff',
    source: 'fenimore/scribouillage, driver.go',
    profile: 'hid-report',
    buttons: { '1': '0.0', '2': '0.1', '3': '0.2' },
    presses: { '1': ['01 00', '00 00'], '2': ['02 00', '00 00'], '3': ['04 00', '00 00'] },
    others: ['00 00'],
  },
  {
    name: 'HP Internet Handset, a numeric keypad that sends key numbers',
    usb: '03f0:1c07',
    source: 'arkygeek/voipHandset, keyMappingRaw.py',
    profile: 'hid-report',
    buttons: { '1': '1=0x07', '2': '1=0x0b', '3': '1=0x0f', '4': '1=0x13', '5': '1=0x17' },
    presses: {
      '1': ['00 07', '00 05'],
      '2': ['00 0b', '00 09'],
      '3': ['00 0f', '00 0d'],
      '4': ['00 13', '00 11'],
      '5': ['00 17', '00 15'],
    },
    // Key 6, mute, and the handset leaving its cradle.
    others: ['00 1b', '00 19', '00 53', '00 51', '00 41', '00 40'],
  },
];

export const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' '), (pair) => Number.parseInt(pair, 16));
