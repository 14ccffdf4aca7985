import type { LinkStatus, PanelListener, Press } from '../../device/panel.ts';
import type { RatingSource } from '../../sync/domain/entry.ts';
import type { PanelStatus } from '../contract/snapshot.ts';
import type { KioskConfig } from './config.ts';
import type { OpenedPanel, OpenPanels } from './port.ts';

/** All panels of a kiosk, as one: their presses, and their health for a technician. */
export interface PanelBoard {
  statuses(): readonly PanelStatus[];
  /** One word for the state message: `none`, `up`, or what the worst panel is. */
  summary(): PanelStatus['link'];
  /** A key the page received goes to the panels that type. */
  key(code: string, name: string): void;
  /** Lets go of the old panels and opens those that a changed configuration names. */
  replace(specs: KioskConfig['panels']): Promise<void>;
  close(): Promise<void>;
}

const order: readonly PanelStatus['link'][] = ['down', 'connecting', 'up', 'none'];

const sourceOf = (profile: string | undefined): RatingSource => {
  if (profile?.startsWith('hid')) return 'hid';
  return profile === 'keyboard-wedge' ? 'keyboard' : 'serial';
};

const problemOf = (status: LinkStatus): Pick<PanelStatus, 'problem'> =>
  'problem' in status && status.problem ? { problem: status.problem } : {};

export const createPanelBoard = (options: {
  readonly open: OpenPanels;
  readonly specs: KioskConfig['panels'];
  readonly onChange: () => void;
  readonly onPress: (press: Press, via: RatingSource) => void;
}): PanelBoard => {
  const links = new Map<number, LinkStatus>();
  let panels: readonly OpenedPanel[] = [];
  const listener = (index: number): PanelListener => ({
    press: (press) => options.onPress(press, sourceOf(panels[index]?.status().profile)),
    status: (status) => {
      links.set(index, status);
      options.onChange();
    },
    health: () => options.onChange(),
  });
  panels = options.open(options.specs, listener);

  const closeAll = async (): Promise<void> => {
    const closing = panels;
    panels = [];
    await Promise.all(closing.map((panel) => panel.close()));
  };

  const statuses = (): readonly PanelStatus[] =>
    panels.map((panel, index) => {
      const link = links.get(index);
      return { ...panel.status(), link: link?.link ?? 'connecting', ...(link ? problemOf(link) : {}) };
    });

  return {
    statuses,
    summary: () => order.find((link) => statuses().some((status) => status.link === link)) ?? 'none',
    key: (code, name) => {
      for (const panel of panels) if (panel.key?.(code, name)) return;
    },
    replace: async (specs) => {
      await closeAll();
      links.clear();
      panels = options.open(specs, listener);
      options.onChange();
    },
    close: closeAll,
  };
};
