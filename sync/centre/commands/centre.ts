import { readFileSync } from 'node:fs';
import { type CentreId, type Instant, isCentreId } from '../../domain/ids.ts';
import { CentreError } from '../centre-error.ts';
import { openCentre } from '../open-centre.ts';
import type { Centre, DepartmentEntry } from '../port.ts';
import { parseDepartments } from '../registry/parse-departments.ts';
import { brokerHelp, brokerWords, readBroker } from './broker-options.ts';
import { importFiles } from './centre-import.ts';
import { readArguments, required, runCommand, UsageError } from './command-line.ts';
import { consoleHelp, consoleWords, readConsole, readPassphrase } from './console-options.ts';

const help = `npm run centre -- --data DIR [--http PORT] [--mqtt PORT | --broker URL] [--departments FILE.csv]
  runs a centre: takes in what kiosks send, stores it in DIR, and tells them what is stored; ends with Ctrl+C

  --data DIR             the centre's data folder; made where there is none
${brokerHelp}  --departments FILE     first loads departments from a CSV file with the columns order,id,name
  --centre ID            the centre's name in topics (default centre); fixed once the folder is made
${consoleHelp}
npm run centre -- import FILE… --data DIR
  takes what kiosks wrote with "npm run kiosk -- export", while the centre is stopped, as often as one likes; what is whole and
  verified is taken, the rest is named (exit code 1)

npm run centre -- backup --data DIR --backup-passphrase-file FILE [--folder DIR] [--keep N]
  writes the same sealed file as the console does, for cron: beside a running centre or without one; folder and number are
  those of the console's settings unless they are said; the oldest beyond N go (exit code 1: it was not written, 2: words)

npm run centre -- logins --data DIR
  writes the password file of a Mosquitto outside: one line for each enrolled kiosk (sync/centre/README.md says what goes with it)

npm run centre -- restore BACKUP --data DIR --backup-passphrase-file FILE
  puts a backup in the place of the store in DIR, proven from end to end, while the centre is stopped; what stood there is kept
  aside. Start the centre as always: the kiosks send by themselves what came since the backup
`;

/**
 * Single ratings that come within this share one fsync: without it the thread that also serves the console stands in COMMIT for
 * 33 of 100 ms at 500 ratings a second, with it for 16. No kiosk waits for a receipt with its thanks.
 */
const gatherMs = 20;

const readDepartments = (path: string): readonly DepartmentEntry[] => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CentreError('centre/bad-departments', `cannot read ${path}: ${reason}`, cause);
  }
  const parsed = parseDepartments(text);
  if (!parsed.ok)
    throw new CentreError('centre/bad-departments', `${path}, line ${parsed.line}: ${parsed.reason}`);
  return parsed.departments;
};

const consoleLines = ({ console: office }: Centre): string => {
  if (!office) return '';
  // Whoever opens it becomes the first admin: it is printed here and nowhere else.
  const link = office.setUpLink === null ? '' : `  set-up link  ${office.setUpLink}\n`;
  return `  console      ${office.url}\n${link}`;
};

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    ...brokerWords,
    departments: { type: 'string' },
    centre: { type: 'string' },
    folder: { type: 'string' },
    keep: { type: 'string' },
    ...consoleWords,
  });
  const [word, ...files] = positionals;
  const dataDir = required(values.data, '--data DIR');
  if (word === 'import') {
    if (files.length === 0) throw new UsageError('import needs a FILE');
    return importFiles(files, dataDir);
  }
  if (word === 'backup') {
    if (files.length > 0) throw new UsageError(`backup takes no file: ${files[0]}`);
    const secret = required(values['backup-passphrase-file'], '--backup-passphrase-file FILE');
    const { backUpStore } = await import('./centre-backup.ts');
    const { folder, keep } = values;
    return backUpStore({ dataDir, passphrase: readPassphrase(secret), folder, keep });
  }
  if (word === 'logins') {
    if (files.length > 0) throw new UsageError(`logins takes no file: ${files[0]}`);
    const { writeLogins } = await import('./centre-logins.ts');
    return writeLogins(dataDir);
  }
  if (values.folder !== undefined || values.keep !== undefined)
    throw new UsageError('--folder and --keep go with backup');
  if (word === 'restore') {
    const [file, ...more] = files;
    if (file === undefined || more.length > 0) throw new UsageError('restore needs one BACKUP');
    const secret = required(values['backup-passphrase-file'], '--backup-passphrase-file FILE');
    const { restoreFrom } = await import('./centre-restore.ts');
    return restoreFrom(file, dataDir, readPassphrase(secret));
  }
  if (word !== undefined) throw new UsageError(`unknown word: ${word}`);
  const id = values.centre ?? 'centre';
  if (!isCentreId(id)) throw new UsageError(`--centre must be made of a-z, 0-9, ".", "_" and "-": ${id}`);
  const broker = readBroker(values);
  const office = readConsole(values);
  const departments = values.departments === undefined ? undefined : readDepartments(values.departments);
  const centre = await openCentre({
    dataDir,
    centre: id satisfies CentreId,
    ...broker,
    ...(office ? { console: office } : {}),
    gatherMs,
    now: () => Date.now() as Instant,
    log: ({ code, message }) => process.stderr.write(`${code}: ${message}\n`),
  });
  if (departments) centre.putDepartments(departments);
  // Listened for before it is said: whoever reads the line may stop the centre at once.
  const told = stopped();
  process.stdout.write(
    `centre ${id} is up\n  broker       ${centre.brokerUrl}\n  key          ${centre.publicKey}\n` +
      `  departments  ${centre.departments().length}\n  ledgers      ${centre.ledgers().length}\n${consoleLines(centre)}  stop         Ctrl+C\n`,
  );
  await told;
  await centre.close();
  return 0;
});
