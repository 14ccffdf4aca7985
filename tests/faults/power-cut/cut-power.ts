import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Seq } from '../../../sync/domain/ids.ts';
import { openLedger } from '../../../sync/ledger/open-ledger.ts';
import { verifyLedger } from '../../../sync/ledger/verify-ledger.ts';
import { handClock, rating } from '../../ledger/ledger-drafts.ts';
import { seeded } from '../../support/seeded.ts';
import { type DiskOperation, logDisk } from './logged-disk.ts';
import { VolatileDisk } from './volatile-disk.ts';

export interface PowerCuts {
  readonly cuts: number;
  /** Acknowledged entries that were looked for, over all cuts. */
  readonly acknowledged: number;
  /** Acknowledged entries that were not there after the cut. */
  readonly lost: number;
  /** Stores that could not be opened, or that `verify` did not prove. */
  readonly corrupt: readonly string[];
  /** Cuts that left something unsynced behind: the others would prove nothing. */
  readonly withUnsynced: number;
}

/**
 * Presses on a ledger, writes down what reaches the disk, and cuts the power at `cuts` places of that log: everything synced
 * stays, of the rest each sector is whole, torn or lost. What was acknowledged before the cut must be there after it.
 */
export const cutPower = (options: {
  readonly folder: string;
  readonly seed: number;
  readonly cuts: number;
  readonly sessions: number;
  readonly presses: number;
  readonly mutant?: 'normal';
  /** The log was written out ahead, as a kiosk's host has it. */
  readonly laysLog?: boolean;
  readonly onCut?: () => void;
}): PowerCuts => {
  const random = seeded(options.seed);
  const live = join(options.folder, `live-${options.seed}`);
  mkdirSync(live, { recursive: true });
  const ledger = join(live, 'ledger.sqlite');
  const acks = join(options.folder, `acks-${options.seed}`);
  const operations = logDisk({
    program: join(import.meta.dirname, 'press-and-acknowledge.ts'),
    args: [
      ledger,
      acks,
      String(options.sessions),
      String(options.presses),
      options.mutant ?? 'none',
      options.laysLog ? 'laid' : 'grows',
    ],
    folder: live,
    ledger,
    acks,
  });
  // Half of the cuts right before a sync, where most is at stake; the rest behind a thanks, and anywhere.
  const before = (is: DiskOperation['is'], shift: number): number[] =>
    operations.flatMap((operation, i) => (operation.is === is ? [i + shift] : []));
  const syncs = before('sync', 0);
  const thanked = before('acknowledge', 1);
  const pick = (from: readonly number[]): number => from[Math.floor(random() * from.length)] ?? 0;
  const places = Array.from({ length: options.cuts }, (_, i) =>
    i % 2 === 0 ? pick(syncs) : i % 4 === 1 ? pick(thanked) : Math.floor(random() * (operations.length + 1)),
  ).sort((a, b) => a - b);

  const disk = new VolatileDisk();
  const acknowledged = new Map<Seq, string>();
  let done = 0;
  let seen = 0;
  let lost = 0;
  let withUnsynced = 0;
  const corrupt: string[] = [];

  const check = (place: number): void => {
    const name = `seed ${options.seed}, cut at ${place}`;
    const after = join(options.folder, 'after');
    rmSync(after, { recursive: true, force: true });
    const share = random();
    let decided = 0;
    const counted = (): number => {
      decided += 1;
      return random();
    };
    disk.leave(after, { random: counted, lost: share, torn: (1 - share) * random() });
    if (decided > 0) withUnsynced += 1;
    const path = join(after, 'ledger.sqlite');
    // The ballast is no part of what is proven here, and two megabytes a cut to write.
    linkSync(`${ledger}.ballast`, `${path}.ballast`);
    try {
      const reopened = openLedger({ path, clock: handClock(), version: '1' });
      for (const [seq, hash] of acknowledged) if (reopened.hashAt(seq) !== hash) lost += 1;
      reopened.append(rating('after-the-cut'));
      reopened.close();
    } catch (error) {
      corrupt.push(`${name}: ${String(error)}`);
      return;
    }
    const report = verifyLedger(path);
    if (!report.ok) corrupt.push(`${name}: ${report.findings[0]?.where} ${report.findings[0]?.reason}`);
  };

  for (const place of places) {
    for (; done < place; done += 1) {
      const operation = operations[done];
      if (!operation) throw new Error('a cut behind the end of the log');
      if (operation.is !== 'acknowledge') disk.apply(operation);
      else {
        const [seq = '', hash = ''] = operation.text.trim().split(' ');
        acknowledged.set(Number(seq) as Seq, hash);
      }
    }
    seen += acknowledged.size;
    check(place);
    options.onCut?.();
  }
  rmSync(live, { recursive: true, force: true });
  return { cuts: places.length, acknowledged: seen, lost, corrupt, withUnsynced };
};
