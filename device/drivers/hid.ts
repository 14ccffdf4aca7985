import { findHidPath, wantsAny, wantsKeyboard } from '../find/find-path.ts';
import type { FoundHidDevice } from '../find/found-device.ts';
import { hidLink } from '../link/hid-link.ts';
import type { Link } from '../link/link.ts';
import type { ButtonIndex, Panel } from '../panel.ts';
import { decodeBootReport } from '../protocol/hid-keyboard.ts';
import { isCodeDown } from '../protocol/hid-report.ts';
import { formatHidAddress, type HidAddress } from '../spec/hid-address.ts';
import type { HidKeyboardSpec, HidReportSpec } from '../spec/hid-spec.ts';
import type { OpenPanel, PanelDeps } from './drivers.ts';
import { openLinkedPanel } from './linked-panel.ts';

const maskOf = (buttons: readonly { readonly button: ButtonIndex }[]): number =>
  buttons.reduce((mask, { button }) => mask | (1 << (button - 1)), 0);

/** The buttons that are down, bit 0 being button 1; undefined where the report says nothing of them. */
export const keyboardMask = (spec: HidKeyboardSpec, report: Uint8Array): number | undefined => {
  const keys = decodeBootReport(report, spec.reportId);
  return keys && maskOf(spec.buttons.filter(({ code }) => keys.includes(code)));
};

export const reportMask = (spec: HidReportSpec, report: Uint8Array): number | undefined => {
  if (spec.reportId !== undefined && report[0] !== spec.reportId) return undefined;
  // A report too short for any of the buttons is another one of the same device.
  if (!spec.buttons.some(({ code }) => code.byte < report.length)) return undefined;
  return maskOf(spec.buttons.filter(({ code }) => isCodeDown(code, report)));
};

const openReports = (
  profile: 'hid-keyboard' | 'hid-report',
  link: Link,
  deps: PanelDeps,
  maskIn: (report: Uint8Array) => number | undefined,
): Panel =>
  openLinkedPanel(profile, link, deps, (buttons, heard) => ({
    push: (report) => {
      const mask = maskIn(report);
      if (mask === undefined) return buttons.counters.add('otherReports');
      buttons.counters.add('frames');
      heard();
      buttons.mask(mask);
    },
    close: () => {},
  }));

export const openHidKeyboardOn = (link: Link, spec: HidKeyboardSpec, deps: PanelDeps): Panel =>
  openReports('hid-keyboard', link, deps, (report) => keyboardMask(spec, report));

export const openHidReportOn = (link: Link, spec: HidReportSpec, deps: PanelDeps): Panel =>
  openReports('hid-report', link, deps, (report) => reportMask(spec, report));

const linkTo = (
  at: HidAddress,
  isWanted: (device: FoundHidDevice) => boolean,
  { claims }: PanelDeps,
): Link => {
  const owner = {};
  return hidLink(
    formatHidAddress(at),
    () => findHidPath(at, isWanted, claims, owner),
    (path) => claims.leave(path, owner),
  );
};

export const openHidKeyboard: OpenPanel<'hid-keyboard'> = (spec, deps) =>
  openHidKeyboardOn(linkTo(spec.at, wantsKeyboard, deps), spec, deps);

export const openHidReport: OpenPanel<'hid-report'> = (spec, deps) =>
  openHidReportOn(linkTo(spec.at, wantsAny, deps), spec, deps);
