import type { CentreId } from '../../../sync/domain/ids.ts';
import type { Broker } from './broker.ts';
import type { Disks } from './disk.ts';
import type { FaultBook } from './fault-book.ts';
import type { ItemReader } from './media.ts';
import type { Mutant } from './mutants.ts';
import type { PressLog } from './press-log.ts';
import type { Random } from './random.ts';
import type { Verdicts } from './verdicts.ts';
import type { VirtualTime } from './virtual-time.ts';

export const centreId = 'centre' as CentreId;

/** What everybody in one world shares. */
export interface Scene {
  readonly time: VirtualTime;
  /** True time, milliseconds since 1970: what an honest clock says. */
  trueNow(): number;
  readonly random: (stream: string) => Random;
  readonly book: FaultBook;
  readonly note: (line: string) => void;
  readonly disks: Disks;
  readonly broker: Broker;
  readonly presses: PressLog;
  readonly reader: ItemReader;
  readonly verdicts: Verdicts;
  /** A deliberately broken build, when the checker itself is under test. */
  readonly mutant: Mutant | undefined;
}
