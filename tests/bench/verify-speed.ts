import { hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { verifyLedger } from '../../sync/ledger/verify-ledger.ts';
import { median } from './quantile.ts';
import type { Bench, Result } from './result.ts';

/** Proving a ledger against reading and hashing the same rows. */
export const benchVerify = ({ isQuick, tell }: Bench, path: string): readonly Result[] => {
  const runs = isQuick ? 1 : 3;
  const [ours, theirs]: [number[], number[]] = [[], []];
  let entries = 0;
  for (let i = 0; i < runs; i += 1) {
    tell(`run ${i + 1} of ${runs}`);
    let began = performance.now();
    const report = verifyLedger(path);
    if (!report.ok) throw new Error(`the ledger is not whole: ${JSON.stringify(report.findings)}`);
    entries = report.entries;
    ours.push(report.entries / ((performance.now() - began) / 1000));

    began = performance.now();
    const db = new Database(path, { readonly: true });
    let prev = '';
    const rows = db.prepare<[], readonly [string]>('SELECT body FROM entry ORDER BY seq').raw().iterate();
    for (const [body] of rows) prev = hash('sha256', prev + body);
    db.close();
    theirs.push(report.entries / ((performance.now() - began) / 1000));
  }
  return [
    {
      name: `verify, of ${entries} entries`,
      value: median(ours),
      unit: 'entries/s',
      baseline: { name: 'reading and hashing the rows', value: median(theirs) },
      target: { of: 'value', is: 'at least', limit: 200_000 },
    },
  ];
};
