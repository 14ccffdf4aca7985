import { Duplex } from 'node:stream';
import type { PanelDeps } from '../../../device/drivers/drivers.ts';
import { openHidKeyboardOn, openHidReportOn } from '../../../device/drivers/hid.ts';
import { openKeyboardWedge } from '../../../device/drivers/keyboard-wedge.ts';
import { openMotchamLineOn } from '../../../device/drivers/motcham-line.ts';
import { openPlainLineOn } from '../../../device/drivers/plain-line.ts';
import { createClaims } from '../../../device/find/claims.ts';
import type { Link } from '../../../device/link/link.ts';
import { createLinkPair, type FarEnd } from '../../../device/link/link-pair.ts';
import type { Panel, PanelListener } from '../../../device/panel.ts';
import { createPanelSimulator } from '../../../device/simulator/panel-simulator.ts';
import { type PanelProfile, parsePanelSpec, type SpecOf } from '../../../device/spec/panel-spec.ts';
import { bytesOf, type RecordedDevice } from '../recorded/devices.ts';
import { silentLog } from './listening.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';

/** A panel of some profile on a bench: what a person does to it, and the panel as the kiosk sees it. */
export interface Bench {
  readonly clock: ManualClock;
  readonly buttons: readonly number[];
  open(listener: PanelListener): Panel;
  down(button: number): void;
  up(button: number): void;
  /** Something that is no press. */
  noise(): void;
  /** Undefined where nobody can tell whether it is plugged in. */
  readonly plug?: { pull(how?: 'silently'): void; push(): void };
  end(): void;
}

export const specOf = <Profile extends PanelProfile>(profile: Profile, raw: object): SpecOf<Profile> => {
  const parsed = parsePanelSpec({ profile, ...raw });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.spec as SpecOf<Profile>;
};

const five = [1, 2, 3, 4, 5];

const onLink = (open: (link: Link, deps: PanelDeps) => Panel) => {
  const clock = createManualClock();
  const { link, far } = createLinkPair();
  return {
    clock,
    far,
    open: (listener: PanelListener): Panel =>
      open(link, { clock, listener, log: silentLog, claims: createClaims() }),
    plug: { pull: (how?: 'silently') => far.unplug(how), push: () => far.plug() },
  };
};

/** The far end of a pair, as a stream that the simulator can stand at. */
const streamAt = (far: FarEnd): Duplex => {
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      far.send(chunk);
      done();
    },
  });
  far.onReceive = (bytes) => stream.push(Buffer.from(bytes));
  return stream;
};

export const motchamBench = (): Bench => {
  const { far, ...bench } = onLink((link, deps) => openMotchamLineOn(link, deps));
  const simulator = createPanelSimulator({ clock: bench.clock, stream: streamAt(far), nonce: '0badf00d' });
  return {
    ...bench,
    buttons: five,
    // The firmware makes one press of a hold, so that only going down is seen on the wire.
    down: (button) => simulator.press(button),
    up: () => {},
    noise: () => far.send(Buffer.from('$P,noise*0000\n')),
    end: () => simulator.close(),
  };
};

export const plainLinesBench = (): Bench => {
  const { far, ...bench } = onLink((link, deps) =>
    openPlainLineOn(
      link,
      specOf('plain-line', {
        at: '/dev/ttyS0',
        delimiter: '\r\n',
        holdGapMs: 0,
        buttons: { '1': 'KEY=1*', '2': 'KEY=2*', '3': 'KEY=3*', '4': 'KEY=4*', '5': 'KEY=5*' },
      }),
      deps,
    ),
  );
  return {
    ...bench,
    buttons: five,
    down: (button) => far.send(Buffer.from(`KEY=${button},0\r\n`)),
    up: () => {},
    noise: () => far.send(Buffer.from('hello\r\n')),
    end: () => {},
  };
};

export const plainBytesBench = (): Bench => {
  const { far, ...bench } = onLink((link, deps) =>
    openPlainLineOn(
      link,
      specOf('plain-line', {
        at: '/dev/ttyS0',
        delimiter: 'none',
        holdGapMs: 0,
        buttons: { '1': 'a0 01', '2': 'a0 02', '3': 'a0 03', '4': 'a0 04', '5': 'a0 05' },
      }),
      deps,
    ),
  );
  return {
    ...bench,
    buttons: five,
    down: (button) => far.send(Buffer.from([0xa0, button])),
    up: () => {},
    noise: () => far.send(Buffer.from([0x55, 0xa0, 0x77])),
    end: () => {},
  };
};

export const recordedBench = (device: RecordedDevice): Bench => {
  const raw = {
    at: `usb:${device.usb}`,
    ...(device.buttons === undefined ? {} : { buttons: device.buttons }),
  };
  const { far, ...bench } = onLink((link, deps) =>
    device.profile === 'hid-keyboard'
      ? openHidKeyboardOn(link, specOf('hid-keyboard', raw), deps)
      : openHidReportOn(link, specOf('hid-report', raw), deps),
  );
  const reports = (button: number): readonly string[] => device.presses[String(button)] ?? [];
  const send = (hex: string): void => far.send(bytesOf(hex));
  return {
    ...bench,
    buttons: five.filter((button) => reports(button).length > 0),
    down: (button) => reports(button).slice(0, -1).forEach(send),
    up: (button) => reports(button).slice(-1).forEach(send),
    noise: () => device.others.forEach(send),
    end: () => {},
  };
};

export const wedgeBench = (): Bench => {
  const clock = createManualClock();
  let panel: Panel | undefined;
  let strokes = 0;
  const type = (code: string): void => {
    strokes += 1;
    panel?.key?.(code, `key:${strokes}`);
  };
  return {
    clock,
    buttons: five,
    open: (listener) => {
      panel = openKeyboardWedge(specOf('keyboard-wedge', {}), {
        clock,
        listener,
        log: silentLog,
        claims: createClaims(),
      });
      return panel;
    },
    down: (button) => type(`Numpad${button}`),
    up: () => {},
    noise: () => type('F5'),
    end: () => {},
  };
};
