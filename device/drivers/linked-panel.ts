import type { HealthRules } from '../health/button-health.ts';
import { deviceBackoff } from '../link/backoff.ts';
import type { Link } from '../link/link.ts';
import { keepLink } from '../link/link-keeper.ts';
import type { LinkRules } from '../link/link-machine.ts';
import type { Panel } from '../panel.ts';
import { type ButtonPanel, createButtonPanel } from './button-panel.ts';
import type { PanelDeps } from './drivers.ts';

/** Reads what a link gives; a new one for each opening, so that half a word does not survive a cut. */
export interface Reading {
  push(bytes: Uint8Array): void;
  close(): void;
}

/** These panels have nothing to say between presses: open is all that can be known. */
const rules: LinkRules = { backoff: deviceBackoff, upOn: 'open' };
const checkEveryMs = 250;

/** A panel without acknowledgement over a link: `read` says what its bytes mean, and calls `heard` when they mean something. */
export const openLinkedPanel = (
  profile: string,
  link: Link,
  deps: PanelDeps,
  read: (buttons: ButtonPanel, heard: () => void) => Reading,
  health?: Partial<HealthRules>,
): Panel => {
  const { clock, listener, log } = deps;
  const buttons = createButtonPanel(deps, health);
  let reading: Reading | undefined;
  const keeper = keepLink({
    link,
    clock,
    rules,
    checkEveryMs,
    onOpened: () => {
      buttons.counters.add('openings');
      reading?.close();
      reading = read(buttons, () => keeper.heard());
    },
    onData: (bytes) => reading?.push(bytes),
    onStatus: (status) => {
      log.info({ panel: link.name, ...status }, `panel ${status.link}`);
      if (status.link === 'down') buttons.lost();
      listener.status(status);
    },
  });
  return buttons.panel(profile, async () => {
    await keeper.close();
    reading?.close();
  });
};
