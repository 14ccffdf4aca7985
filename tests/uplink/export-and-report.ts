// A process of its own, so that the system can limit it: writes an export of the ledger and says how that went.
import type { Seq } from '../../sync/domain/ids.ts';
import { readLedger } from '../../sync/ledger/read-ledger.ts';
import { ExportError, writeExport } from '../../sync/uplink/write-export.ts';
import { centreId, clock, kioskId } from './kiosk-side.ts';

const [ledger = '', path = ''] = process.argv.slice(2);
try {
  const options = { ledger: readLedger(ledger), clock, centre: centreId, kiosk: kioskId, from: 1 as Seq };
  process.stdout.write(`${writeExport(path, options).bytes} bytes`);
} catch (error) {
  process.stdout.write(error instanceof ExportError ? error.code : String(error));
}
