import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { openCentre } from '../../../sync/centre/open-centre.ts';
import type { Centre } from '../../../sync/centre/port.ts';
import { categoryIds } from '../../../sync/domain/categories.ts';
import type { EntryDraft } from '../../../sync/domain/entry.ts';
import type { BootId, CounterId, DepartmentId, Instant, Seq } from '../../../sync/domain/ids.ts';
import type { StateMessage } from '../../../sync/wire/messages.ts';
import { centreId, type ScriptedKiosk, scriptKiosk } from '../../centre/support/scripted-kiosk.ts';
import { departments, kioskNames, type MadeUpDepartment, type MadeUpPress } from './made-up-month.ts';

/** A kiosk of the hall: its own keys and chain, and what it says of itself. */
export interface HallKiosk {
  readonly name: string;
  readonly department: string;
  readonly script: ScriptedKiosk;
  /** Up to where it has sent. */
  sent: number;
  isOnline: boolean;
  /** So many of its last entries it does not send, and says so. */
  holds: number;
  /** What citizens wrote: it travels beside the chain. */
  readonly texts: { readonly seq: Seq; readonly salt: string; readonly text: string }[];
  health: Partial<Pick<StateMessage, 'panel' | 'screen' | 'disk'>>;
}

export interface Hall {
  readonly centre: Centre;
  readonly url: string;
  readonly kiosks: ReadonlyMap<string, HallKiosk>;
  now(): Instant;
  /** Lets the centre finish what is due, so that a jump of the clock is heard of by its kiosks first. */
  rest(): Promise<void>;
  /** Time goes on from here; it never goes back. */
  moveTo(at: Instant): void;
  kiosk(name: string): HallKiosk;
  /** Writes at an instant on a kiosk's ledger; nothing is sent. */
  write(name: string, at: Instant, draft: EntryDraft): Seq;
  press(press: MadeUpPress): void;
  /** From now on a kiosk's wall clock is ahead by so much. */
  runFast(name: string, ms: number): void;
  /** Sends what was written and tells the state, for every kiosk that is online. */
  send(): Promise<void>;
  /** Waits until the centre has looked at its kiosks. */
  watched(): Promise<void>;
  close(): Promise<void>;
}

const buttons = [1, 2, 3, 4, 5];
const soundHealth = (): HallKiosk['health'] => ({
  panel: { status: 'ok', panels: [{ buttons: buttons.map((button) => ({ button, presses: 12 })) }] },
  screen: { name: 'choose', paintedMsAgo: 900 },
  disk: { freePercent: 86 },
});
const receiptMs = 10_000;
const beatMs = 30_000;
// The centre looks at its kiosks every two seconds.
const watchMs = 2_600;

const until = async (isReached: () => boolean, deadlineMs: number): Promise<void> => {
  const end = performance.now() + deadlineMs;
  while (!isReached()) {
    if (performance.now() > end) throw new Error('hall: the centre did not take what was sent');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

/**
 * A hall of kiosks before a real centre: real keys, chains, broker, store and console; only the clock is the test's, and it
 * runs. Kiosks stand where `departments` says; none has pressed anything yet.
 */
export const openHall = async (options: {
  readonly from: Instant;
  readonly departments?: readonly MadeUpDepartment[];
}): Promise<Hall> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mot-cham-console-'));
  let base: number = options.from;
  let since = performance.now();
  const now = (): Instant => Math.floor(base + performance.now() - since) as Instant;
  const centre = await openCentre({
    dataDir,
    centre: centreId,
    mqtt: { host: '127.0.0.1', port: 0 },
    console: { host: '127.0.0.1', port: 0 },
    now,
  });
  const stand = options.departments ?? departments;
  centre.putDepartments(stand.map(({ order, id, name }) => ({ order, id: id as DepartmentId, name })));
  const line = await connectAsync(centre.brokerUrl, { protocolVersion: 4, reconnectPeriod: 0 });
  const kiosks = new Map<string, HallKiosk>();
  for (const department of stand)
    for (const name of kioskNames(department)) {
      const script = scriptKiosk(name, options.from, `boot-${name}`);
      kiosks.set(name, {
        name,
        department: department.id,
        script,
        sent: 0,
        isOnline: true,
        holds: 0,
        texts: [],
        health: soundHealth(),
      });
    }
  const kiosk = (name: string): HallKiosk => {
    const found = kiosks.get(name);
    if (!found) throw new Error(`hall: there is no kiosk ${name}`);
    return found;
  };

  const tell = (each: HallKiosk): Promise<unknown> => {
    const { script, health, name, department } = each;
    const state = script.state(
      { version: '1.4.2', binding: { department, counter: name.slice(1) }, ...health },
      { watermark: each.sent as Seq },
    );
    return line.publishAsync(script.stateTopic, JSON.stringify(state), { qos: 1, retain: true });
  };
  const passTo = (script: ScriptedKiosk, at: Instant, offsetMs = 0): void =>
    script.pass(at - (script.clock.at - offsetMs));
  const offsets = new Map<string, number>();

  const hall: Hall = {
    centre,
    url: centre.console?.url ?? '',
    kiosks,
    now,
    rest: () => new Promise((resolve) => setTimeout(resolve, 60)),
    moveTo: (at) => {
      base = Math.max(at, now());
      since = performance.now();
    },
    kiosk,
    write: (name, at, draft) => {
      const { script } = kiosk(name);
      passTo(script, at, offsets.get(name));
      return script.write(draft);
    },
    press: ({ at, kiosk: name, department, category }) => {
      hall.write(name, at, {
        kind: 'rating',
        category,
        department: department as DepartmentId,
        counter: name.slice(1) as CounterId,
        via: 'serial',
      });
    },
    runFast: (name, ms) => {
      const { clock } = kiosk(name).script;
      clock.at = (clock.at + ms) as Instant;
      offsets.set(name, ms);
    },
    send: async () => {
      const at = now();
      const online = [...kiosks.values()].filter(({ isOnline }) => isOnline);
      for (const { name, script } of online) passTo(script, at, offsets.get(name));
      // Everybody is heard at once: the centre must not take a jump of the clock for a silence.
      await Promise.all(online.map(tell));
      for (const each of online) {
        const { script } = each;
        const last = Math.max(each.sent, script.bodies.length - each.holds);
        for (let first = each.sent + 1; first <= last; first += 400) {
          const end = Math.min(last, first + 399);
          const texts = each.texts.filter(({ seq }) => seq >= first && seq <= end);
          const batch = script.batch(first, end, texts.length > 0 ? { texts } : {});
          await line.publishAsync(script.entriesTopic, JSON.stringify(batch), { qos: 1 });
        }
        each.sent = last;
        await tell(each);
      }
      const wanted = new Map([...kiosks.values()].map((each) => [each.script.ledger as string, each]));
      await until(
        () =>
          centre
            .ledgers()
            .filter(({ ledger, upTo }) => upTo >= (wanted.get(ledger)?.sent ?? Number.POSITIVE_INFINITY))
            .length >= [...kiosks.values()].filter(({ sent }) => sent > 0).length,
        receiptMs,
      );
    },
    watched: () => new Promise((resolve) => setTimeout(resolve, watchMs)),
    close: async () => {
      clearInterval(beat);
      await line.endAsync();
      await centre.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  const beat = setInterval(() => {
    const at = now();
    for (const each of kiosks.values())
      if (each.isOnline) {
        passTo(each.script, at, offsets.get(each.name));
        void tell(each).catch(() => undefined);
      }
  }, beatMs);
  // Every kiosk is known before anything is pressed.
  for (const { name, script } of kiosks.values()) {
    script.clock.boot = `boot-${name}` as BootId;
    script.write({ kind: 'boot', version: '1.4.2' });
  }
  await hall.send();
  return hall;
};

/** A self-test of all five buttons, or of those that answer. */
export const selfTest = (
  hall: Hall,
  name: string,
  at: Instant,
  answers: readonly number[] = buttons,
): void => {
  for (const [place, button] of answers.entries()) {
    const category = categoryIds[button - 1];
    if (category)
      hall.write(name, (at + place * 2_000) as Instant, { kind: 'self-test', category, via: 'serial' });
  }
};
