import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, runCommand, UsageError } from '../../sync/centre/commands/command-line.ts';
import { benchBigLedger } from './big-ledger.ts';
import { benchDrain } from './drain.ts';
import { fillLedger } from './fill-ledger.ts';
import { benchAppend } from './ledger-append.ts';
import { benchMonth } from './month.ts';
import { benchLatency } from './press-latency.ts';
import { type Bench, isMet, type Result, ratioOf } from './result.ts';
import { tableOf } from './table.ts';
import { benchVerify } from './verify-speed.ts';

const help = `npm run bench -- [--quick] [--only WORD]… [--out FILE]
  measures what a press costs, how fast a backlog drains, and what a million entries do to a kiosk and a centre; where there is
  such a thing, against the bare work in the same run; medians; prints a table and writes it down

  --quick      small numbers, to see that the bench itself works; its figures say nothing
  --only WORD  append, latency, drain, verify, big, month; may be said more than once
  --out FILE   where the figures go as JSON (default bench.json)

Needs mosquitto and socat (apt-get install mosquitto socat). Takes some five minutes; exit code 1 when a target is missed.
`;

const parts = ['append', 'latency', 'drain', 'verify', 'big', 'month'] as const;
type Part = (typeof parts)[number];
const isPart = (word: string): word is Part => parts.some((part) => part === word);

/** One line that is overwritten on a terminal; elsewhere a line every five seconds. */
const progress = (): { tell(part: string, what: string): void; clear(): void } => {
  const { isTTY: isTerminal } = process.stderr;
  let last = '';
  let toldAt = 0;
  return {
    tell(part, what) {
      if (isTerminal) {
        if (performance.now() - toldAt < 50) return;
        toldAt = performance.now();
        process.stderr.write(`\r\u001B[K${part}: ${what}`);
      } else if (part !== last || performance.now() - toldAt > 5_000) {
        toldAt = performance.now();
        process.stderr.write(`${part}: ${what}\n`);
      }
      last = part;
    },
    clear: () => void (isTerminal && process.stderr.write('\r\u001B[K')),
  };
};

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    quick: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    out: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const only = values.only ?? parts;
  for (const word of only)
    if (!isPart(word)) throw new UsageError(`--only must be one of ${parts.join(', ')}: ${word}`);
  const isQuick = values.quick === true;
  const folder = mkdtempSync(join(tmpdir(), 'mot-cham-bench-'));
  const line = progress();
  const benchOf = (part: string): Bench => ({ isQuick, folder, tell: (what) => line.tell(part, what) });
  const entries = isQuick ? 5_000 : 1_000_000;
  const bigDir = join(folder, 'big');
  try {
    const results: Result[] = [];
    // First: a disk that still writes what another part left would be part of it.
    if (only.includes('latency')) results.push(...(await benchLatency(benchOf('latency'))));
    if (only.includes('append')) results.push(...benchAppend(benchOf('append')));
    if (only.includes('drain')) results.push(...(await benchDrain(benchOf('drain'))));
    if (only.includes('verify') || only.includes('big')) {
      line.tell('fill', `a ledger of ${entries} entries`);
      fillLedger(join(bigDir, 'ledger.sqlite'), entries);
    }
    if (only.includes('verify'))
      results.push(...benchVerify(benchOf('verify'), join(bigDir, 'ledger.sqlite')));
    if (only.includes('big')) results.push(...(await benchBigLedger(benchOf('big'), bigDir, entries)));
    if (only.includes('month')) results.push(...(await benchMonth(benchOf('month'))));
    line.clear();
    process.stdout.write(tableOf(results));
    const machine = { node: process.version, kernel: release(), cpu: cpus()[0]?.model, cores: cpus().length };
    const written = results.map((result) => ({ ...result, ratio: ratioOf(result), isMet: isMet(result) }));
    const report = { at: new Date().toISOString(), isQuick, machine, results: written };
    writeFileSync(values.out ?? 'bench.json', `${JSON.stringify(report, null, 2)}\n`);
    return isQuick || results.every((result) => isMet(result) !== false) ? 0 : 1;
  } finally {
    line.clear();
    rmSync(folder, { recursive: true, force: true });
  }
});
