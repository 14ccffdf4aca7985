import { createDeviceProcess } from '../../device/process/device-process.ts';
import { parsePanelSpec } from '../../device/spec/panel-spec.ts';
import type { LogLine, OpenedPanel, OpenPanels, Timers } from './port.ts';

/**
 * Opens the panels that a configuration names. A specification that is wrong does not stop the kiosk: the panel is shown as
 * down with what is wrong, and touch goes on.
 */
export const openConfiguredPanels =
  (deps: { readonly timers: Timers; readonly log: (line: LogLine) => void }): OpenPanels =>
  (specs, listenerOf) => {
    // One process for all of them: what hangs or crashes in a device's driver does not take the ledger along.
    const devices = createDeviceProcess({ clock: deps.timers, log: panelLog(deps.log) });
    return specs.map((raw, index): OpenedPanel => {
      const parsed = parsePanelSpec(raw);
      if (!parsed.ok) {
        const { problem } = parsed;
        deps.log({ level: 'error', ...problem });
        return { status: () => ({ counters: {}, problem }), close: async () => {} };
      }
      const panel = devices.open(parsed.spec, listenerOf(index));
      return {
        status: () => {
          const lastSeenAt = panel.lastSeenAt();
          const { buttons, problems } = panel.health();
          return {
            profile: panel.profile,
            counters: panel.counters(),
            buttons,
            faults: problems,
            ...(lastSeenAt === undefined
              ? {}
              : { lastSeenMsAgo: Math.max(0, Math.round(deps.timers.now() - lastSeenAt)) }),
          };
        },
        key: (code, identity) => panel.key?.(code, identity) ?? false,
        close: () => panel.close(),
      };
    });
  };

/** The device room logs as pino does; here every line has a code of its own. */
const panelLog = (log: (line: LogLine) => void) => {
  const line =
    (level: LogLine['level']) =>
    (data: object, message: string): void => {
      const problem = 'problem' in data ? (data.problem as { readonly code?: string }) : undefined;
      log({ level, code: problem?.code ?? 'panel/note', message });
    };
  return { info: line('info'), warn: line('warn') };
};
