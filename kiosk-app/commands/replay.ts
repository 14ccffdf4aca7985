import { readFileSync } from 'node:fs';
import { readArguments, required, runCommand, UsageError } from '../../sync/centre/commands/command-line.ts';
import type { DepartmentEntry } from '../../sync/centre/port.ts';
import { parseDepartments } from '../../sync/centre/registry/parse-departments.ts';
import { prepareDataFolder } from '../core/data-folder.ts';
import { PressesFileError, parsePresses } from './replay/presses-file.ts';
import { replayPresses } from './replay/replay-presses.ts';

const help = `npm run replay -- FILE.csv --departments FILE.csv --data DIR
  presses every row of FILE.csv on a real kiosk, one for each counter, on the file's clock, and lets them send to the centre at DIR
  through a real broker; ends when every receipt is in

  FILE.csv                 columns at,department,counter,button; at as 2021-01-16T08:00:00.000+07:00, button 1 to 5
  --departments FILE.csv   columns order,id,name: the registry
  --data DIR               the centre's data folder; the kiosks' ledgers stand in DIR/kiosks

A wrong row ends it with its line number and nothing is imported. Run again on the same folder, no press is written twice.
`;

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new PressesFileError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

const readDepartments = (path: string): readonly DepartmentEntry[] => {
  const parsed = parseDepartments(readText(path));
  if (!parsed.ok) throw new PressesFileError(`${path}, line ${parsed.line}: ${parsed.reason}`);
  return parsed.departments;
};

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    departments: { type: 'string' },
    data: { type: 'string' },
  });
  const [file, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`unknown word: ${more[0]}`);
  const pressesPath = required(file, 'FILE.csv');
  const departmentsPath = required(values.departments, '--departments FILE.csv');
  const dataDir = required(values.data, '--data DIR');

  const departments = readDepartments(departmentsPath);
  const rows = parsePresses(readText(pressesPath), new Set(departments.map((d) => d.id)));
  prepareDataFolder(dataDir);
  const began = performance.now();
  const isTerminal = process.stderr.isTTY;
  const result = await replayPresses({
    rows,
    departments,
    dataDir,
    log: (line) => line.level !== 'info' && process.stderr.write(`${line.code}: ${line.message}\n`),
    onProgress: (done, all) => {
      if (isTerminal && (done % 100 === 0 || done === all))
        process.stderr.write(`\r${done} of ${all} presses`);
    },
  });
  if (isTerminal) process.stderr.write('\n');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const there = result.alreadyThere > 0 ? `, ${result.alreadyThere} were there already` : '';
  process.stdout.write(
    `${result.presses} presses on ${result.kiosks} kiosks${there}; every receipt is in (${seconds} s)\n`,
  );
  return 0;
});
