import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, required, runCommand, UsageError } from '../../sync/centre/commands/command-line.ts';
import { isCentreId, isDepartmentId, isKioskId } from '../../sync/domain/ids.ts';
import type { LogLine } from '../core/port.ts';
import { noJournal, openPressJournal } from './fleet/press-journal.ts';
import { type FleetResult, runFleet } from './fleet/run-fleet.ts';

const maxKiosks = 2_000;
const maxRatings = 10_000_000;

const help = `npm run fleet -- --kiosks N --ratings M --broker URL [--rate R] [--data DIR] [--department ID]…
  presses M ratings on N real kiosks in one process, each with a ledger of its own, and lets them send to the centre behind URL;
  ends when every receipt is in, with three numbers: attempted, thanked (on the kiosk's disk), received (confirmed by the centre)

  --kiosks N         1 to ${maxKiosks}
  --ratings M        of all kiosks together; 0 only sends what is pending in --data
  --broker URL       for example mqtt://127.0.0.1:1883
  --rate R           presses a second, of all kiosks together; without it as fast as the disk takes them
  --data DIR         the kiosks' folders stand in it and stay; without it in a temporary one that is removed
  --department ID    where the kiosks stand, in turn when said more than once (default fleet)
  --centre ID        the centre's name (default centre)
  --name NAME        the kiosks are NAME-1, NAME-2 … (default fleet)
  --wait SECONDS     how long receipts may take after the last press (default 120)
  --journal FILE     appends one line before and one after each press, for tests that kill this process

Exit code 0 when every press was thanked and every receipt came, 1 when not. Ctrl+C ends it early and tells the numbers.
`;

const readCount = (text: string, option: string, from: number, to: number): number => {
  if (!/^\d{1,9}$/.test(text) || Number(text) < from || Number(text) > to)
    throw new UsageError(`${option} must be a whole number, ${from} to ${to}: ${text}`);
  return Number(text);
};

const readRate = (text: string): number => {
  const rate = Number(text);
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || rate === 0)
    throw new UsageError(`--rate must be presses a second, such as 40: ${text}`);
  return rate;
};

const readBroker = (text: string): string => {
  if (!/^(mqtts?|wss?):\/\/[^/]/.test(text) || !URL.canParse(text))
    throw new UsageError(`--broker must be an address such as mqtt://127.0.0.1:1883: ${text}`);
  return text;
};

const numbers = ({ attempted, thanked, received }: FleetResult): string =>
  `attempted ${attempted}, thanked ${thanked}, received ${received}`;

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    kiosks: { type: 'string' },
    ratings: { type: 'string' },
    broker: { type: 'string' },
    rate: { type: 'string' },
    data: { type: 'string' },
    department: { type: 'string', multiple: true },
    centre: { type: 'string' },
    name: { type: 'string' },
    wait: { type: 'string' },
    journal: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const kiosks = readCount(required(values.kiosks, '--kiosks N'), '--kiosks', 1, maxKiosks);
  const ratings = readCount(required(values.ratings, '--ratings M'), '--ratings', 0, maxRatings);
  const brokerUrl = readBroker(required(values.broker, '--broker URL'));
  const perSecond = values.rate === undefined ? undefined : readRate(values.rate);
  const waitSeconds = readCount(values.wait ?? '120', '--wait', 0, 86_400);
  const centre = values.centre ?? 'centre';
  if (!isCentreId(centre)) throw new UsageError(`--centre is not a centre's name: ${centre}`);
  const departments = values.department ?? ['fleet'];
  for (const id of departments)
    if (!isDepartmentId(id)) throw new UsageError(`--department is not a department's id: ${id}`);
  const names = Array.from({ length: kiosks }, (_, i) => `${values.name ?? 'fleet'}-${i + 1}`);
  for (const name of names)
    if (!isKioskId(name)) throw new UsageError(`--name makes no kiosk's name: ${name}`);

  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const journal = values.journal === undefined ? noJournal : openPressJournal(values.journal);
  const dataDir = values.data ?? mkdtempSync(join(tmpdir(), 'mot-cham-fleet-'));
  const { isTTY: isTerminal } = process.stderr;
  const clear = (): void => {
    if (isTerminal) process.stderr.write('\r\u001B[K');
  };
  // What is only told again and again would hide what is new.
  const told = new Set<string>();
  const log = ({ level, code, message }: LogLine): void => {
    if (level !== 'error' || told.has(code)) return;
    told.add(code);
    clear();
    process.stderr.write(`${code}: ${message}\n`);
  };
  const began = performance.now();
  try {
    const result = await runFleet({
      names,
      departments,
      ratings,
      perSecond,
      dataDir,
      brokerUrl,
      centre,
      patienceMs: waitSeconds * 1000,
      journal,
      stop: stop.signal,
      log,
      onProgress: (now) => {
        clear();
        if (isTerminal) process.stderr.write(numbers(now));
      },
    });
    clear();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${numbers(result)} (${kiosks} kiosks, ${seconds} s)\n`);
    if (result.pending > 0 && !stop.signal.aborted)
      process.stderr.write(
        `fleet/no-receipt: ${result.pending} entries have no receipt after ${waitSeconds} s: is the centre at ${brokerUrl}?\n`,
      );
    return result.thanked === ratings && result.pending === 0 ? 0 : 1;
  } finally {
    journal.close();
    if (values.data === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
});
