/**
 * Reports of real HID devices, as their owners wrote them down (where only a descriptor was to be had, the source says so). `presses` has, for each of our buttons, what the device sends
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
      'the key numbers that a keypad sent (89 for its 1 to 93 for its 5) in arduino-libraries/USBHost issue 15; the shape of a ' +
      'report from HID 1.11, appendix B.1; descriptor of the Ortek keypad in unix.stackexchange.com question 123527',
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
    name: 'card reader that types digits as a keyboard',
    // Its numbers were not written down; the bench asks for none.
    usb: '0000:0000',
    source: 'node-hid/node-hid issue 78: what this very library read',
    profile: 'hid-keyboard',
    buttons: { '1': '0x1e', '2': '0x1f', '3': '0x21', '4': '0x25', '5': '0x26' },
    presses: {
      '1': ['00 00 1e 00 00 00 00 00', bootRelease],
      '2': ['00 00 1f 00 00 00 00 00', bootRelease],
      '3': ['00 00 21 00 00 00 00 00', bootRelease],
      '4': ['00 00 25 00 00 00 00 00', bootRelease],
      '5': ['00 00 26 00 00 00 00 00', bootRelease],
    },
    // A digit that is no button, and the Enter that ends a card.
    others: ['00 00 27 00 00 00 00 00', bootRelease, '00 00 28 00 00 00 00 00', bootRelease],
  },
  {
    name: 'DragonRise joystick encoder, five buttons wired',
    usb: '0079:0006',
    source:
      'report descriptor in mdqinc/SDL_GameControllerDB issue 202, the same for an arcade encoder in node-hid/node-hid issue 445: ' +
      'five axis bytes, a hat of four bits (15 at rest), twelve button bits, a vendor byte. Not a recording: the next one is',
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
    name: 'game pad 0810:e501, the same layout behind a report id',
    usb: '0810:e501',
    source: 'os2world.com wiki, PCS SNES Gamepad Hardware Report',
    profile: 'hid-report',
    buttons: { '1': '5.4', '2': '5.5', '3': '6.4', '4': '6.5' },
    rest: '01 80 80 7f 7f 0f 00 00',
    presses: {
      '1': ['01 80 80 7f 7f 1f 00 00', '01 80 80 7f 7f 0f 00 00'],
      '2': ['01 80 80 7f 7f 2f 00 00', '01 80 80 7f 7f 0f 00 00'],
      '3': ['01 80 80 7f 7f 0f 10 00', '01 80 80 7f 7f 0f 00 00'],
      '4': ['01 80 80 7f 7f 0f 20 00', '01 80 80 7f 7f 0f 00 00'],
    },
    // The cross: up, down, left, right, and two at once.
    others: [
      '01 80 80 7f 00 0f 00 00',
      '01 80 80 7f ff 0f 00 00',
      '01 80 80 ff 7f 0f 00 00',
      '01 80 80 00 7f 0f 00 00',
      '01 80 80 00 00 0f 00 00',
      '01 80 80 7f 7f 0f 00 00',
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
