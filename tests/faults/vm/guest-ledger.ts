/** Runs in the virtual machine: what stands in a ledger, `rating NAME` for each and the number of boots, one line each. */
import { parseEntry } from '../../../sync/domain/entry.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import { readLedger } from '../../../sync/ledger/read-ledger.ts';

const ledger = readLedger(process.argv[2] ?? '');
const lines: string[] = [];
let boots = 0;
for (let next = 1 as Seq; ; ) {
  const bodies = ledger.bodies(next, 500);
  if (bodies.length === 0) break;
  for (const body of bodies) {
    const parsed = parseEntry(body);
    if (parsed.ok && parsed.entry.kind === 'rating') lines.push(`rating ${parsed.entry.press}`);
    if (parsed.ok && parsed.entry.kind === 'boot') boots += 1;
  }
  next = (next + bodies.length) as Seq;
}
ledger.close();
process.stdout.write(`${lines.join('\n')}\nboots ${boots}\n`);
