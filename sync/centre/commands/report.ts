import { writeFileSync } from 'node:fs';
import { parsePeriodLabel } from '../../domain/period.ts';
import type { ReportData } from '../../report/data.ts';
import { isReportFormat, renderReport, reportFormats } from '../../report/render.ts';
import { openStoreForReading, storePathIn } from '../store/open-store.ts';
import { reporterOf } from '../tally/report-of.ts';
import { readArguments, required, runCommand, UsageError } from './command-line.ts';

const help = `npm run report -- --data DIR --period YYYY-MM --format ${reportFormats.join('|')} [--out FILE]
  draws Phụ lục II of a period from the centre's store in DIR; works beside a running centre and without one

  --data DIR         the centre's data folder
  --period YYYY-MM   the month that names the period, such as 2021-02
  --format F         ${reportFormats.join(', ')}
  --out FILE         where to write it; without it, to the standard output
`;

const readReport = (dataDir: string, period: string): ReportData => {
  const parsed = parsePeriodLabel(period);
  if (!parsed.ok) throw new UsageError(`--period must be a month such as 2021-02: ${period}`);
  const db = openStoreForReading(storePathIn(dataDir));
  try {
    return reporterOf(db).report(parsed.label);
  } finally {
    db.close();
  }
};

await runCommand(help, async (words) => {
  const { values, positionals } = readArguments(words, {
    data: { type: 'string' },
    period: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  });
  if (positionals.length > 0) throw new UsageError(`unknown word: ${positionals[0]}`);
  const format = required(values.format, '--format');
  if (!isReportFormat(format))
    throw new UsageError(`--format must be one of ${reportFormats.join(', ')}: ${format}`);
  const data = readReport(required(values.data, '--data DIR'), required(values.period, '--period YYYY-MM'));
  const file = await renderReport(data, format);
  if (values.out === undefined) {
    await new Promise<void>((resolve, reject) =>
      process.stdout.write(file, (error) => (error ? reject(error) : resolve())),
    );
  } else writeFileSync(values.out, file);
  return 0;
});
