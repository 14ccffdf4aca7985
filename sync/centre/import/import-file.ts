import { type ExportHeader, readExportHeader, readExportTrailer } from '../../wire/export-file.ts';
import { maxBatchBytes } from '../../wire/messages.ts';
import { formatTopic } from '../../wire/topics.ts';
import { CentreError } from '../centre-error.ts';
import type { CounterName } from '../ingest/counters.ts';
import type { Intake } from '../ingest/intake.ts';
import type { CentreStore } from '../store/centre-store.ts';
import { type FileLine, readLines } from './read-lines.ts';

export interface ImportProblem {
  readonly line: number;
  readonly reason: string;
}

export interface ImportResult {
  readonly kiosk: string;
  readonly ledger: string;
  /** Batches that were whole and verified, and what of them was new here. */
  readonly batches: number;
  readonly entries: number;
  readonly known: number;
  /** Where the ledger stands now. */
  readonly upTo: number;
  /** What could not be taken; empty when the file was whole. */
  readonly problems: readonly ImportProblem[];
}

const maxLineBytes = maxBatchBytes + 64 * 1024;

// What the intake counts when it does not take a batch, said to a person.
const refusals: readonly [CounterName, string][] = [
  ['malformed', 'is not a whole message'],
  ['oversize', 'is longer than any message'],
  ['foreignKeys', 'is not signed with the ledger’s key'],
  ['badSignatures', 'carries a signature that is not valid'],
  ['brokenChains', 'holds entries that were changed'],
  ['claimed', 'belongs to a ledger of another kiosk'],
  ['gaps', 'follows on entries that this centre does not hold; export again'],
  ['forks', 'contradicts what this centre holds of the ledger; it was kept aside'],
];

const readHeader = (path: string, first: FileLine | undefined, store: CentreStore): ExportHeader => {
  const header = first?.bytes && readExportHeader(first.bytes.toString('utf8'));
  if (!header) throw new CentreError('centre/bad-import', `${path} is not an export of a kiosk`);
  if (header.centre !== store.identity.centre) {
    const message = `${path} is for the centre "${header.centre}", this one is "${store.identity.centre}"`;
    throw new CentreError('centre/bad-import', message);
  }
  return header;
};

/**
 * Takes a kiosk's export the way the network would: the same messages, the same intake, as often as one likes. What is whole
 * and verified is taken; every line that is not is named.
 * @throws CentreError `centre/bad-import` for a file that is no export for this centre; `centre/disk-full` and the like
 */
export const importFile = (store: CentreStore, intake: Intake, path: string): ImportResult => {
  const lines = openLines(path);
  const first = lines.next();
  const header = readHeader(path, first.done ? undefined : first.value, store);
  const topic = formatTopic({ centre: header.centre, kiosk: header.kiosk, channel: 'entries' });
  const problems: ImportProblem[] = [];
  const begun = intake.counters.read();
  let batches = 0;
  let announced: number | undefined;

  const take = ({ line, bytes }: FileLine): void => {
    if (!bytes) return void problems.push({ line, reason: 'is longer than any message' });
    const before = intake.counters.read();
    intake.receive({ topic, payload: bytes, isRetained: false });
    // A receipt reaches the kiosk when it is on the network again; the centre says it unasked then.
    intake.commit();
    const after = intake.counters.read();
    const refused = refusals.find(([name]) => after[name] > before[name]);
    if (refused) problems.push({ line, reason: refused[1] });
    else batches += 1;
  };

  let last = 1;
  for (const line of lines) {
    last = line.line;
    const trailer = line.bytes && readExportTrailer(line.bytes.toString('utf8'));
    if (trailer) announced = trailer.batches;
    else take(line);
  }
  if (announced === undefined) problems.push({ line: last + 1, reason: 'is missing: the file was cut here' });
  else if (announced !== batches + problems.length) {
    problems.push({ line: last, reason: `announces ${announced} batches; ${batches} could be taken` });
  }
  const ended = intake.counters.read();
  return {
    kiosk: header.kiosk,
    ledger: header.ledger,
    batches,
    entries: ended.entries - begun.entries,
    known: ended.duplicates - begun.duplicates,
    upTo: store.evidence.ledger(header.ledger)?.upTo ?? 0,
    problems,
  };
};

function* openLines(path: string): Generator<FileLine> {
  try {
    yield* readLines(path, maxLineBytes);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && /^E[A-Z]+$/.test(String(cause.code))) {
      throw new CentreError('centre/bad-import', `cannot read ${path}: ${cause.message}`, cause);
    }
    throw cause;
  }
}
