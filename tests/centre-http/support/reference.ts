import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PressRow, parsePresses } from '../../../kiosk-app/commands/replay/presses-file.ts';
import { parseDepartments } from '../../../sync/centre/registry/parse-departments.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import type { BenchCentre } from '../../centre/support/bench-centre.ts';
import { ratingDraft, type ScriptedKiosk, scriptKiosk } from '../../centre/support/scripted-kiosk.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'reference');
export const hasReference = existsSync(folder);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

export const referenceTable = (): Record<string, unknown> => JSON.parse(read('phu-luc-ii-2021-02.json'));

export const referencePresses = (): readonly PressRow[] => {
  const parsed = parseDepartments(read('departments.csv'));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsePresses(read('presses-2021-02.csv'), new Set(parsed.departments.map((each) => each.id)));
};

export interface Reference {
  readonly presses: readonly PressRow[];
  readonly kiosks: ReadonlyMap<string, ScriptedKiosk>;
}

/** The centre's real month as far as the bench's clock has come: one kiosk a counter, each heard just now. */
export const loadReference = (centre: BenchCentre): Reference => {
  const parsed = parseDepartments(read('departments.csv'));
  if (!parsed.ok) throw new Error(parsed.reason);
  centre.store.transact(() => centre.store.registry.put(parsed.departments, 'system', centre.now));
  const presses = referencePresses().filter((press) => press.at < centre.now);
  const kiosks = new Map<string, ScriptedKiosk>();
  const began = Date.parse('2021-01-04T07:00:00+07:00') as Instant;
  for (const { at, department, counter, category } of [...presses].sort((a, b) => a.at - b.at)) {
    let kiosk = kiosks.get(counter);
    if (!kiosk) {
      kiosk = scriptKiosk(`k-${counter}`, began);
      kiosk.write({ kind: 'binding', department, counter });
      kiosks.set(counter, kiosk);
    }
    kiosk.pass(at - kiosk.clock.at);
    kiosk.write(ratingDraft({ category, department, counter, via: 'serial' }));
  }
  for (const kiosk of kiosks.values()) {
    kiosk.pass(centre.now - kiosk.clock.at);
    if (kiosk.head() > 0) centre.take(kiosk.entriesTopic, kiosk.batch(1));
    centre.take(kiosk.stateTopic, { ...kiosk.state(), binding: placeOf(kiosk) });
  }
  return { presses, kiosks };
};

const placeOf = (kiosk: ScriptedKiosk): unknown => {
  const { department, counter } = JSON.parse(kiosk.bodies[0] ?? '{}');
  return { department, counter };
};
