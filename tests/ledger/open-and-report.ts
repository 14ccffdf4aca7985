// A process of its own: opens the ledger it is told to, writes one rating, and says how that went.
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { handClock, rating } from './ledger-drafts.ts';

const [path = '', stay] = process.argv.slice(2);
try {
  const ledger = openLedger({ path, clock: handClock(), version: '1' });
  ledger.append(rating());
  process.send?.('open');
  if (stay === undefined) ledger.close();
  else setInterval(() => {}, 1_000);
} catch (error) {
  process.send?.(error instanceof Error && 'code' in error ? error.code : String(error));
  process.disconnect();
}
