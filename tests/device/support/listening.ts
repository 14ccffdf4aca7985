import type { LinkStatus, PanelListener, Press } from '../../../device/panel.ts';

export interface Listening {
  readonly listener: PanelListener;
  readonly presses: Press[];
  readonly statuses: LinkStatus[];
  readonly lastStatus: () => LinkStatus | undefined;
}

/** A caller of a panel that keeps all that it is told. `onPress` answers; by default each press is acknowledged at once. */
export const listen = (onPress: (press: Press) => void = (press) => press.acknowledge()): Listening => {
  const presses: Press[] = [];
  const statuses: LinkStatus[] = [];
  return {
    presses,
    statuses,
    lastStatus: () => statuses.at(-1),
    listener: {
      press: (press) => {
        presses.push(press);
        onPress(press);
      },
      status: (status) => {
        statuses.push(status);
      },
    },
  };
};

export const silentLog = { info: () => {}, warn: () => {} };

/** Waits for something of the real world. Long, for a machine with other things to do: how fast it is, is measured apart. */
export const until = async (isSo: () => boolean, what: string, withinMs = 30_000): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
