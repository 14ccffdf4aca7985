import { drivers, type OpenPanel, type PanelDeps } from './drivers/drivers.ts';
import { createClaims } from './find/claims.ts';
import { panelHealth } from './health/panel-health.ts';
import type { Panel, PanelProblem } from './panel.ts';
import type { PanelProfile, SpecOf } from './spec/panel-spec.ts';

/** A driver that cannot be loaded (its native library does not fit this machine) is tried again this often. */
const reloadAfterMs = 60_000;

const notLoaded = (profile: PanelProfile, error: unknown): PanelProblem => ({
  code: 'panel/driver-missing',
  message: `the driver of ${profile} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
});

/**
 * Listens to a panel from now until `close`. Never throws: a device that is missing, held or forbidden is a status, and it is
 * tried again for as long as the panel is open. Hand the same `claims` to all panels of a kiosk.
 */
export const openPanel = <Profile extends PanelProfile>(
  spec: SpecOf<Profile> & { readonly profile: Profile },
  options: Omit<PanelDeps, 'claims'> & Partial<Pick<PanelDeps, 'claims'>>,
): Panel => {
  const { clock, listener, log, claims = createClaims() } = options;
  const deps: PanelDeps = { clock, listener, log, claims };
  let panel: Panel | undefined;
  let isClosed = false;
  let cancelReload = (): void => {};

  const load = async (): Promise<void> => {
    let open: OpenPanel<Profile>;
    try {
      open = await drivers[spec.profile]();
    } catch (error) {
      if (isClosed) return;
      const problem = notLoaded(spec.profile, error);
      log.warn({ problem }, problem.message);
      listener.status({ link: 'down', retryInMs: reloadAfterMs, problem });
      cancelReload = clock.after(reloadAfterMs, () => void load());
      return;
    }
    if (!isClosed) panel = open(spec, deps);
  };
  const loading = load();

  return {
    profile: spec.profile,
    counters: () => panel?.counters() ?? {},
    lastSeenAt: () => panel?.lastSeenAt(),
    health: () => panel?.health() ?? panelHealth({}, () => undefined),
    key: (code, identity) => panel?.key?.(code, identity) ?? false,
    close: async () => {
      isClosed = true;
      cancelReload();
      await loading;
      await panel?.close();
    },
  };
};
