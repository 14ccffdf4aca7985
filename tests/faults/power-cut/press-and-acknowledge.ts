// A process of its own, whose disk is written down: presses, and notes in a file of its own what it was thanked for. The notes
// stand in the same log of system calls as the ledger's writes, so their order is known.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Seq } from '../../../sync/domain/ids.ts';
import { openLedger } from '../../../sync/ledger/open-ledger.ts';
import { handClock, rating } from '../../ledger/ledger-drafts.ts';

const [path = '', acks = '', sessions = '1', presses = '1', mutant, log] = process.argv.slice(2);

if (mutant === 'normal') await import('./synchronous-normal.ts');

const fd = openSync(acks, 'a');
const clock = handClock();
for (let session = 0; session < Number(sessions); session += 1) {
  clock.boot = `boot-${session}`;
  const ledger = openLedger({ path, clock, version: '1', laysLog: log === 'laid' });
  for (let i = 0; i < Number(presses); i += 1) {
    const { seq, hash } = ledger.append(rating(`press:${session}:${i}`));
    writeSync(fd, `${seq} ${hash}\n`);
    if (i % 7 === 0) ledger.setWatermark((seq - 1) as Seq);
    if (i % 31 === 0) {
      const comment = ledger.appendComment(seq, `lượt ${i}: ${'x'.repeat(i)}`);
      writeSync(fd, `${comment.seq} ${comment.hash}\n`);
    }
  }
  ledger.close();
}
closeSync(fd);
