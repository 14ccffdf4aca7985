import { panelHealth } from '../health/panel-health.ts';
import type { PanelCounters, PanelHealth, PanelListener } from '../panel.ts';
import type { PanelSpec } from '../spec/panel-spec.ts';
import type { PanelReading } from './messages.ts';

/** A panel as the kiosk's side knows it: what the process said of it last. */
export interface Opened {
  readonly spec: PanelSpec;
  /** Hears nothing any more once the panel is being closed. */
  listener: PanelListener;
  reading: PanelReading | undefined;
  readAtMs: number;
  /** What was counted in processes that are gone. */
  before: PanelCounters;
  onClosed: () => void;
}

const sum = (a: PanelCounters, b: PanelCounters): PanelCounters =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]),
  );

export const countersOf = ({ before, reading }: Opened): PanelCounters =>
  sum(before, reading?.counters ?? {});

export const healthOf = (opened: Opened): PanelHealth => {
  const now = opened.reading?.health ?? panelHealth({}, () => undefined);
  const counters = countersOf(opened);
  const buttons = now.buttons.map((one) => ({ ...one, presses: counters[`press${one.button}`] ?? 0 }));
  return { ...now, buttons };
};
