import { createLineReader } from '../link/line-reader.ts';
import type { Link } from '../link/link.ts';
import type { Panel } from '../panel.ts';
import { scanBytes } from '../protocol/byte-codes.ts';
import { matchesPattern } from '../protocol/line-pattern.ts';
import { maxPlainBytes, type PlainLineForm, type PlainLineSpec } from '../spec/plain-line-spec.ts';
import type { ButtonPanel } from './button-panel.ts';
import type { OpenPanel, PanelDeps } from './drivers.ts';
import { openLinkedPanel, type Reading } from './linked-panel.ts';
import { openLineLink } from './open-line-link.ts';

const readLines = (
  { delimiter, buttons: map }: Extract<PlainLineForm, { kind: 'lines' }>,
  buttons: ButtonPanel,
  heard: () => void,
): Reading =>
  createLineReader({
    maxBytes: maxPlainBytes,
    delimiter,
    onLine: (line) => {
      const found = map.find(({ code }) => matchesPattern(code, line));
      if (found === undefined) {
        buttons.counters.add('badLines');
        buttons.counters.add('noiseBytes', line.length + delimiter.length);
        return;
      }
      buttons.counters.add('frames');
      heard();
      buttons.pulse(found.button);
    },
    onDropped: (bytes) => {
      buttons.counters.add('overlongLines');
      buttons.counters.add('noiseBytes', bytes);
    },
  });

const readBytes = (
  { buttons: map }: Extract<PlainLineForm, { kind: 'bytes' }>,
  buttons: ButtonPanel,
  heard: () => void,
): Reading => {
  const codes = map.map(({ button, code }) => ({ button, bytes: code }));
  let tail: readonly number[] = [];
  return {
    push: (chunk) => {
      const scan = scanBytes(tail, chunk, codes);
      tail = scan.tail;
      if (scan.noiseBytes > 0) buttons.counters.add('noiseBytes', scan.noiseBytes);
      for (const button of scan.pressed) {
        buttons.counters.add('frames');
        heard();
        buttons.pulse(button);
      }
    },
    close: () => {
      tail = [];
    },
  };
};

export const openPlainLineOn = (link: Link, spec: PlainLineSpec, deps: PanelDeps): Panel =>
  openLinkedPanel(
    'plain-line',
    link,
    deps,
    (buttons, heard) =>
      spec.says.kind === 'lines'
        ? readLines(spec.says, buttons, heard)
        : readBytes(spec.says, buttons, heard),
    { holdGapMs: spec.holdGapMs },
  );

export const openPlainLine: OpenPanel<'plain-line'> = (spec, deps) =>
  openPlainLineOn(openLineLink(spec.at, spec.serial, deps.claims), spec, deps);
