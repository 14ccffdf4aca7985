// A process of its own, to be killed: rotates the ledger it is told to and says so.
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import { handClock } from './ledger-drafts.ts';

const [path = ''] = process.argv.slice(2);
rotateLedger({ path, clock: handClock(), version: '1' }).ledger.close();
process.stdout.write('rotated\n');
