import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCentre } from '../../../sync/centre/open-centre.ts';
import type { DepartmentId, Instant } from '../../../sync/domain/ids.ts';
import { centreId } from '../../centre/support/scripted-kiosk.ts';
import type { Hall } from './hall.ts';
import { departments } from './made-up-month.ts';

/** What a page of the console needs of a centre. */
export type Office = Pick<Hall, 'centre' | 'url' | 'now' | 'close'>;

/** A centre with its seventeen departments and no kiosk: for the pages that people and papers need. */
export const openOffice = async (): Promise<Office> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mot-cham-office-'));
  const now = (): Instant => Date.now() as Instant;
  const centre = await openCentre({
    dataDir,
    centre: centreId,
    mqtt: { host: '127.0.0.1', port: 0 },
    console: { host: '127.0.0.1', port: 0 },
    now,
  });
  centre.putDepartments(departments.map(({ order, id, name }) => ({ order, id: id as DepartmentId, name })));
  return {
    centre,
    url: centre.console?.url ?? '',
    now,
    close: async () => {
      await centre.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};
