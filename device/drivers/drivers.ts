import type { Claims } from '../find/claims.ts';
import type { PanelLog } from '../log.ts';
import type { Clock, Panel, PanelListener } from '../panel.ts';
import type { PanelProfile, SpecOf } from '../spec/panel-spec.ts';

export interface PanelDeps {
  readonly clock: Clock;
  readonly listener: PanelListener;
  readonly log: PanelLog;
  readonly claims: Claims;
}

export type OpenPanel<Profile extends PanelProfile> = (spec: SpecOf<Profile>, deps: PanelDeps) => Panel;

/** One driver a profile, loaded when it is first wanted: a missing native library hurts only who uses it. */
export const drivers: { readonly [Profile in PanelProfile]: () => Promise<OpenPanel<Profile>> } = {
  'motcham-line': async () => (await import('./motcham-line.ts')).openMotchamLine,
  'plain-line': async () => (await import('./plain-line.ts')).openPlainLine,
  'hid-keyboard': async () => (await import('./hid.ts')).openHidKeyboard,
  'hid-report': async () => (await import('./hid.ts')).openHidReport,
  'keyboard-wedge': async () => (await import('./keyboard-wedge.ts')).openKeyboardWedge,
};
