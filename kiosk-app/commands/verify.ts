import { readArguments, required, runCommand, UsageError } from '../../sync/centre/commands/command-line.ts';
import { verifyCentreStore } from '../../sync/centre/verify-store.ts';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { findStores } from './verify/find-stores.ts';

const help = `npm run verify -- --data DIR
  proves every ledger in the stores below DIR (a centre's folder, a kiosk's, or one that holds both), offline: each entry's hash,
  the chain, the keys and signatures, and that the centre's table follows from its entries

Exit code 0 when everything is whole; 1 and the first bad entry's name otherwise.
`;

interface Finding {
  readonly where: string;
  readonly reason: string;
}

/** One line a store; its findings below it. */
const tell = (path: string, entries: number, findings: readonly Finding[]): boolean => {
  const isWhole = findings.length === 0;
  process.stdout.write(`${isWhole ? 'whole' : 'BROKEN'}  ${path}  ${entries} entries\n`);
  for (const { where, reason } of findings) process.stderr.write(`${where}: ${reason}\n`);
  return isWhole;
};

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, { data: { type: 'string' } });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const stores = findStores(required(values.data, '--data DIR'));
  let isWhole = true;
  for (const path of stores.ledgers) {
    const report = verifyLedger(path);
    isWhole = tell(path, report.entries, report.findings) && isWhole;
  }
  for (const path of stores.centres) {
    const report = verifyCentreStore(path);
    isWhole = tell(path, report.entries, report.findings) && isWhole;
  }
  return isWhole ? 0 : 1;
});
