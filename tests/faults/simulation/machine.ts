import { join } from 'node:path';
import type { ButtonIndex, PanelListener } from '../../../device/panel.ts';
import type { Snapshot } from '../../../kiosk-app/contract/snapshot.ts';
import type { KioskConfig } from '../../../kiosk-app/core/config.ts';
import { openKiosk } from '../../../kiosk-app/core/kiosk.ts';
import type { Kiosk } from '../../../kiosk-app/core/port.ts';
import { type CategoryId, categoryIds } from '../../../sync/domain/categories.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import { createPath, type Path } from './broker.ts';
import { type LogMark, markLog, tearLog } from './disk.ts';
import type { CrashPoint } from './fault-book.ts';
import { createMachineClock, type MachineClock } from './kiosk-clock.ts';
import { type KioskLink, openKioskLink } from './kiosk-link.ts';
import type { Press, Told } from './press-log.ts';
import type { Scene } from './scene.ts';

/** How a running ends. */
export interface Death {
  readonly fault?: 'kiosk-crash' | 'power-cut';
  /** The whole machine goes: page and panel forget what they were telling, the next start is a new boot. */
  readonly isPower: boolean;
  /** Where in the bytes that nobody has heard of yet the log is torn, 0 <= share < 1. */
  readonly tear?: number;
  readonly downMs: number;
  /** What is done to the disk while the machine is off; returns the folder that it starts on. */
  readonly service?: (image: string) => string;
}

/** One kiosk: a disk, two clocks, a panel, a page, and the kiosk's core that runs on them and dies. */
export interface Machine {
  readonly name: string;
  readonly config: KioskConfig;
  readonly clock: MachineClock;
  readonly path: Path;
  /** What stands on its disk now. */
  folder(): string;
  isOn(): boolean;
  start(): void;
  /** A citizen presses; nothing happens on a machine that is off. */
  press(category: CategoryId, via: 'touch' | 'panel'): void;
  die(death: Death): void;
  /** Dies in one of the next steps in which its work stands at this place. */
  dieAt(place: CrashPoint, death: Death): void;
  snapshot(): Snapshot | undefined;
  isDrained(): boolean;
  /** Ends it without a word, and waits until its files are closed. */
  stop(): Promise<void>;
}

/** One running of the kiosk's core. */
interface Running {
  kiosk: Kiosk | undefined;
  isDead: boolean;
  presses: number;
  readonly byNumber: Map<number, Press>;
  /** Told to the kiosk, and nothing heard yet. */
  readonly inFlight: Set<Press>;
  headBefore: number;
  armed: { readonly place: CrashPoint; readonly death: Death } | undefined;
  mark: LogMark;
  readonly links: KioskLink[];
  panel: PanelListener | undefined;
  ledger: string;
}

const panelRetellMs = 1_000;
const longOffMs = 3_600_000;
const undoChance = 0.15;
const commentChance = 0.7;

export const createMachine = (
  scene: Scene,
  options: {
    readonly name: string;
    readonly config: KioskConfig;
    readonly folder: string;
    readonly connectSpreadMs: number;
  },
): Machine => {
  const { time, book, note, disks, presses, verdicts, mutant } = scene;
  const { name, config } = options;
  const chance = scene.random(`machine ${name}`);
  const uplinkChance = scene.random(`uplink ${name}`);
  const clock = createMachineClock(name, () => time.now(), scene.trueNow);
  const path = createPath(name);
  let folder = options.folder;
  let stale: string | undefined;
  let running: Running | undefined;
  let isNextBoot = true;
  let isLooking = false;
  let named = 0;
  let nonce = 0;
  let page: Press[] = [];
  let panel: { readonly press: Press; readonly button: ButtonIndex }[] = [];
  let isRetelling = false;

  const database = (of: string = folder): string => join(of, 'ledger.sqlite');

  const hear = (self: Running, press: Press, told: Told): void => {
    self.inFlight.delete(press);
    outward(self);
    page = page.filter((one) => one !== press);
    if (press.told === 'thanked' || press.told === 'repeat') return;
    press.told = told;
    note(`${name} ${press.name} ${told}`);
    const lie = clock.lie();
    if (lie && told !== 'refused' && Math.abs(clock.isOffByMs()) > longOffMs) book.fire(lie);
  };

  // What left the process is on record outside: no crash may tear away what it told of.
  const outward = (self: Running): void => {
    self.mark = markLog(database());
  };

  // Every call that leaves the core is a step; an armed machine looks at each where it stands.
  const step = (self: Running): void => {
    if (self.isDead || !self.armed || isLooking) return;
    isLooking = true;
    const isThere = placeOf(self) === self.armed.place && chance.chance(0.4);
    isLooking = false;
    if (isThere) end(self, self.armed.death);
  };

  const placeOf = (self: Running): CrashPoint => {
    const ledger = self.kiosk?.snapshot().info.ledger;
    const head = ledger?.head ?? 0;
    if (self.inFlight.size > 0)
      return head > self.headBefore ? 'kiosk: committed, not thanked' : 'kiosk: pressed, not committed';
    return head > (ledger?.watermark ?? 0) ? 'kiosk: thanked, not sent' : 'kiosk: at rest';
  };

  const end = (self: Running, death: Death): void => {
    if (self.isDead) return;
    self.isDead = true;
    running = undefined;
    const image = stale ?? disks.imageOf(folder);
    const isTorn = death.tear !== undefined && tearLog(database(image), self.mark, death.tear);
    if (death.fault) {
      const place = placeOf(self);
      book.fire(death.fault);
      book.fire(place);
      if (isTorn) book.fire('kiosk: torn write');
      note(`${name} ${death.fault} (${place})${isTorn ? ' torn' : ''}`);
    }
    for (const link of self.links) link.kill(death.isPower ? 'vanished' : 'reset');
    if (death.isPower) {
      isNextBoot = true;
      page = [];
      panel = [];
      nonce += 1;
    }
    const old = folder;
    stale = undefined;
    folder = death.service?.(image) ?? image;
    // What is left of the process goes on by itself for a while, and nothing of it is seen.
    time.after(0, async () => {
      await self.kiosk?.close();
      disks.remove(old);
    });
    time.after(death.downMs, start);
  };

  const watch = (self: Running, { screen, info }: Snapshot): void => {
    if (self.isDead) return;
    const { ledger } = info;
    if (ledger.id !== '') verdicts.checkWatermark(name, ledger.id, ledger.watermark);
    if (self.ledger !== '' && ledger.id !== '' && ledger.id !== self.ledger) {
      book.fire('rotated');
      note(`${name} rotated`);
    }
    if (ledger.id !== '') self.ledger = ledger.id;
    if (!('press' in screen)) return;
    const press = self.byNumber.get(screen.press);
    if (!press) return;
    switch (screen.name) {
      case 'thanks':
      case 'comment': {
        const isNew = press.told !== 'thanked';
        hear(self, press, 'thanked');
        if (isNew) afterThanks(self, press, screen.seq, screen.name);
        return;
      }
      case 'repeat':
        hear(self, press, 'repeat');
        return;
      case 'not-recorded':
        // The panel tells it again later.
        if (!panel.some((one) => one.press === press)) hear(self, press, 'refused');
        return;
      default:
        return;
    }
  };

  const afterThanks = (self: Running, press: Press, seq: Seq, screen: 'thanks' | 'comment'): void => {
    if (screen === 'thanks' && chance.chance(undoChance)) {
      time.after(chance.between(300, 4_900), async () => {
        if (self.isDead || press.undo !== 'no') return;
        press.undo = 'asked';
        const answer = await self.kiosk?.command({ do: 'withdraw', seq });
        if (self.isDead || !answer) return;
        outward(self);
        if (answer.ok) press.undo = 'confirmed';
        else if (answer.code === 'session/undo-too-late') press.undo = 'no';
        note(`${name} ${press.name} undo ${press.undo}`);
      });
    }
    if (screen === 'comment' && chance.chance(commentChance)) {
      time.after(chance.between(2_000, 40_000), async () => {
        if (self.isDead) return;
        const comment = { text: `Góp ý ${press.name}`, isConfirmed: false };
        const answer = await self.kiosk?.command({ do: 'comment', seq, text: comment.text });
        if (self.isDead) press.comment = comment;
        if (self.isDead || !answer?.ok) return;
        outward(self);
        press.comment = { ...comment, isConfirmed: true };
        note(`${name} ${press.name} commented`);
      });
    }
  };

  const tell = (self: Running, press: Press, say: () => void): void => {
    if (mutant?.losesWhatItThanksFor) {
      if (stale !== undefined) disks.remove(stale);
      stale = disks.imageOf(folder);
    }
    self.headBefore = self.kiosk?.snapshot().info.ledger.head ?? 0;
    self.inFlight.add(press);
    press.lastToldAt = scene.trueNow();
    press.boots.add(clock.record());
    self.presses += 1;
    self.byNumber.set(self.presses, press);
    say();
  };

  const touch = (self: Running, press: Press): void =>
    tell(self, press, () => {
      note(`${name} touch ${press.name} ${press.category}`);
      const id = press.name.slice('touch:'.length);
      void self.kiosk?.command({ do: 'press', category: press.category, touch: id }).then((answer) => {
        if (self.isDead) return;
        // The screen has told it already, unless another press came over it.
        if (self.inFlight.has(press)) hear(self, press, answer.ok ? 'accepted' : 'refused');
      });
    });

  const retell = (): void => {
    if (isRetelling) return;
    isRetelling = true;
    time.after(panelRetellMs, () => {
      isRetelling = false;
      tellPanel();
    });
  };

  /** The panel tells the oldest press it has no acknowledgement for, again and again. */
  const tellPanel = (): void => {
    const self = running;
    const [oldest] = panel;
    if (!oldest) return;
    retell();
    if (!self?.kiosk || !self.panel) return;
    const { press, button } = oldest;
    const before = press.told;
    tell(self, press, () => {
      note(`${name} panel ${press.name} ${press.category}`);
      self.panel?.press({
        button,
        identity: press.name,
        acknowledge: () => {
          if (self.isDead) return;
          panel = panel.filter((one) => one.press !== press);
          if (before === 'nothing' && press.told === 'nothing') {
            book.fire('told twice, written once');
            hear(self, press, 'accepted');
          } else hear(self, press, press.told);
          if (panel.length > 0) tellPanel();
        },
        refuse: () => {},
      });
    });
  };

  const start = (): void => {
    if (running) return;
    if (isNextBoot) {
      const noClock = clock.lie() === 'clock-1970';
      clock.boot(noClock ? chance.pick([0, 1_590_969_600_000]) : undefined);
      // A machine without a battery for its clock asks the network, and may never get an answer.
      if (noClock && chance.chance(0.7)) {
        time.after(chance.between(100_000, 400_000), () => clock.set(0, 'clock-1970'));
      }
    }
    note(`${name} starts${isNextBoot ? ' with a new boot' : ''}`);
    isNextBoot = false;
    const self: Running = {
      kiosk: undefined,
      isDead: false,
      presses: 0,
      byNumber: new Map(),
      inFlight: new Set(),
      headBefore: 0,
      armed: undefined,
      mark: markLog(database()),
      links: [],
      panel: undefined,
      ledger: '',
    };
    running = self;
    const timers = {
      now: () => {
        step(self);
        return time.now();
      },
      after: (ms: number, run: () => void) => {
        step(self);
        if (self.isDead) return () => {};
        return time.after(ms, () => {
          if (!self.isDead) run();
        });
      },
      random: () => {
        step(self);
        return uplinkChance.next();
      },
    };
    const kiosk = openKiosk({
      dataDir: folder,
      config,
      version: 'simulation',
      clock: {
        now: () => {
          step(self);
          return clock.now();
        },
      },
      timers,
      openPanels: (_specs, listenerOf) => {
        self.panel = listenerOf(0);
        self.panel.status({ link: 'up', path: 'virtual' });
        return [{ status: () => ({ profile: 'motcham-line', counters: {} }), close: async () => {} }];
      },
      openLink: () => {
        const link = openKioskLink({
          name: `${name}.${self.links.length}`,
          path,
          broker: scene.broker,
          time,
          owner: {
            isDead: () => self.isDead,
            step: () => step(self),
            outward: () => outward(self),
          },
        });
        self.links.push(link);
        return mutant?.wrapLink?.(link, name, config.kiosk) ?? link;
      },
      firstConnectSpreadMs: options.connectSpreadMs,
      log: ({ code }) => {
        if (code === 'uplink/gap') book.fire('gap');
        if (code === 'uplink/overdue') book.fire('overdue');
        if (code === 'uplink/moved-back') book.fire('moved back');
        if (code === 'ledger/aside-lost') book.fire('ledger set aside carried on again');
        note(`${name} logs ${code}`);
      },
    });
    self.kiosk = kiosk;
    if (self.isDead) return;
    kiosk.subscribe((snapshot) => watch(self, snapshot));
    watch(self, kiosk.snapshot());
    const unanswered = page;
    page = [];
    for (const press of unanswered) {
      // Half of the citizens are gone by now, and with them the page's reason to ask again.
      if (!chance.chance(0.5)) continue;
      page.push(press);
      time.after(chance.between(50, 600), () => {
        if (!self.isDead) touch(self, press);
      });
    }
    if (panel.length > 0) retell();
  };

  return {
    name,
    config,
    clock,
    path,
    folder: () => folder,
    isOn: () => running !== undefined,
    start,
    press: (category, via) => {
      const self = running;
      if (!self?.kiosk) return;
      named += 1;
      const what = {
        name: via === 'touch' ? `touch:${name}-${named}` : `${name}.${nonce}:${named}`,
        machine: name,
        category,
        department: config.department.id,
        counter: config.counter.id,
      };
      const press = presses.attempt(what, scene.trueNow());
      if (via === 'touch') {
        page.push(press);
        touch(self, press);
        return;
      }
      const button = (categoryIds.indexOf(category) + 1) as ButtonIndex;
      panel.push({ press, button });
      if (panel.length === 1) tellPanel();
    },
    die: (death) => {
      if (running) end(running, death);
    },
    dieAt: (place, death) => {
      if (running) running.armed = { place, death };
    },
    snapshot: () => running?.kiosk?.snapshot(),
    isDrained: () => running?.kiosk?.isDrained() === true && panel.length === 0,
    stop: async () => {
      const self = running;
      running = undefined;
      if (self) {
        self.isDead = true;
        await self.kiosk?.close();
      }
    },
  };
};
