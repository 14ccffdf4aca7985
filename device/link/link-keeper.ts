import type { Clock, LinkStatus, PanelProblem } from '../panel.ts';
import type { Link, OpenLink } from './link.ts';
import { problemOf } from './link.ts';
import { type LinkEffect, type LinkInput, type LinkRules, newLink, stepLink } from './link-machine.ts';

export interface LinkKeeperOptions {
  readonly link: Link;
  readonly clock: Clock;
  readonly rules: LinkRules;
  /** How often to look whether the device is still there. */
  readonly checkEveryMs: number;
  /** The device is open: start a new reading, ask who is there. */
  readonly onOpened: () => void;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onStatus: (status: LinkStatus) => void;
}

export interface LinkKeeper {
  /** Dropped while the device is not open: whatever matters is asked again after the next opening. */
  write(bytes: Uint8Array): void;
  /** Something valid came. */
  heard(): void;
  /** Resolves when the device is released, or when it could not be within two seconds. Never rejects. */
  close(): Promise<void>;
}

/** A driver that does not come back from opening must not keep us from trying again. */
const openDeadlineMs = 10_000;
const closeDeadlineMs = 2_000;

const didNotOpen = (name: string): PanelProblem => ({
  code: 'panel/open-timeout',
  message: `${name} did not open within ${openDeadlineMs / 1000} s: unplug the panel and plug it in again`,
});

/** Runs the link machine: does what it says, tells it what happened. */
export const keepLink = (options: LinkKeeperOptions): LinkKeeper => {
  const { link, clock, rules } = options;
  let state = newLink;
  let device: OpenLink | undefined;
  /** Counts openings, so that the late word of an earlier one is told apart. */
  let opening = 0;
  let lastHeardMs = clock.now();
  let cancelTimer = (): void => {};
  let lastTold = '';
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const feed = (input: LinkInput): void => {
    const step = stepLink(state, input, rules, clock.random());
    state = step.state;
    for (const effect of step.effects) run(effect);
  };

  const check = (mine: number): void => {
    cancelTimer = clock.after(options.checkEveryMs, () => {
      void device?.isPresent().then((isPresent) => {
        if (mine !== opening || state.at !== 'open') return;
        feed({ on: 'checked', isPresent, silentForMs: clock.now() - lastHeardMs });
        if (state.at === 'open') check(mine);
      });
    });
  };

  const open = (): void => {
    opening += 1;
    const mine = opening;
    const isMine = (): boolean => mine === opening;
    const giveUp = clock.after(openDeadlineMs, () => {
      if (!isMine()) return;
      opening += 1;
      feed({ on: 'open-failed', problem: didNotOpen(link.name) });
    });
    /** A device may go between its opening and our learning of it. */
    let lostEarly: PanelProblem | undefined;
    const events = {
      data: (bytes: Uint8Array): void => {
        if (isMine()) options.onData(bytes);
      },
      lost: (problem: PanelProblem): void => {
        if (!isMine()) return;
        if (device === undefined) lostEarly = problem;
        else feed({ on: 'lost', problem });
      },
    };
    link.open(events).then(
      (opened) => {
        giveUp();
        if (!isMine()) return void opened.close();
        device = opened;
        lastHeardMs = clock.now();
        feed({ on: 'opened', path: opened.path });
        if (lostEarly !== undefined) return feed({ on: 'lost', problem: lostEarly });
        if (state.at !== 'open') return;
        options.onOpened();
        check(mine);
      },
      (error: unknown) => {
        giveUp();
        if (isMine()) feed({ on: 'open-failed', problem: problemOf(error) });
      },
    );
  };

  const close = (): void => {
    cancelTimer();
    opening += 1;
    const mine = opening;
    const closing = device;
    device = undefined;
    const done = (): void => {
      cancel();
      if (mine !== opening) return;
      opening += 1;
      feed({ on: 'closed' });
    };
    const cancel = clock.after(closeDeadlineMs, done);
    if (closing === undefined) done();
    else closing.close().then(done, done);
  };

  /** The same word is not repeated: a panel that is not plugged in for a week says so once, not every second. */
  const announce = (status: LinkStatus): void => {
    const { link: kind } = status;
    if (kind === 'connecting' && status.problem !== undefined) return;
    const told = kind === 'down' ? `${status.problem.code} ${status.problem.message}` : kind;
    if (told === lastTold) return;
    lastTold = told;
    options.onStatus(status);
  };

  const run = (effect: LinkEffect): void => {
    switch (effect.do) {
      case 'open':
        open();
        break;
      case 'close':
        close();
        break;
      case 'wait':
        cancelTimer = clock.after(effect.ms, () => feed({ on: 'retry' }));
        break;
      case 'announce':
        announce(effect.status);
        break;
      case 'finish':
        cancelTimer();
        finish();
        break;
    }
  };

  feed({ on: 'start' });

  return {
    write: (bytes) => device?.write(bytes),
    heard: () => {
      lastHeardMs = clock.now();
      feed({ on: 'heard' });
    },
    close: () => {
      feed({ on: 'stop' });
      const cancel = clock.after(closeDeadlineMs, finish);
      return finished.then(cancel);
    },
  };
};
