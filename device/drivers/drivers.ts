import type { PanelLog } from '../log.ts';
import type { Clock, Panel, PanelListener } from '../panel.ts';
import type { PanelProfile, PanelSpec } from '../spec/panel-spec.ts';

export interface PanelDeps {
  readonly clock: Clock;
  readonly listener: PanelListener;
  readonly log: PanelLog;
}

export type OpenPanel<Profile extends PanelProfile> = (
  spec: Extract<PanelSpec, { profile: Profile }>,
  deps: PanelDeps,
) => Panel;

/** One driver a profile, loaded when it is first wanted: a missing native library hurts only who uses it. */
export const drivers: { readonly [Profile in PanelProfile]: () => Promise<OpenPanel<Profile>> } = {
  'motcham-line': async () => (await import('./motcham-line.ts')).openMotchamLine,
};
