import { writeFileSync } from 'node:fs';
import type { Instant } from '../../domain/ids.ts';
import { reportFormats } from '../../report/render.ts';
import { runCommand, UsageError } from './command-line.ts';
import { type DrawnReport, drawReport } from './report-asked.ts';

const help = `npm run report -- --data DIR --period YYYY-MM --format ${reportFormats.join('|')} [--out FILE]
  draws Phụ lục II of a period from the centre's store in DIR; works beside a running centre and without one

  --data DIR         the centre's data folder
  --period P         the month that names the period, such as 2021-02; a quarter, 2021-Q1; a year, 2021
  --format F         ${reportFormats.join(', ')}
  --out FILE         where to write it; without it, to the standard output
  --revision N       a closed month as an earlier closing froze it
  --supplement N     a dated supplement of a closed month in the place of its table
  --set FIELD=TEXT   a field of the header for this document, as often as needed: issuingBody, reportSign, reportNumber, parentBody,
                     place, signer.position, signer.name, annexTitle (Phụ lục II or PHỤ LỤC II), csvSeparator (, or ;);
                     without it, what the centre's settings hold; blank stays blank

npm run report -- --data DIR --period YYYY-MM --about PIECE [--format F] [--out FILE]
  draws what is said beside a month's table

  --about sentence       the report's sentence, with the share of resolved dossiers where that number is known (text)
  --about summary        plain text for Zalo and the portal (text)
  --about comparison     beside the month before (text, csv, json)
  --about rates          ratings per 100 resolved dossiers of every department (csv, json)
  --about dissatisfied   the dissatisfied ratings for each department, by counter and day
                         (html, docx, pdf, csv, json)
  --department ID        of that department only
  --dossiers N|FILE      dossiers resolved in the period: a number, or a CSV or XLSX with the columns id and resolved (or
                         Đơn vị and Đã giải quyết); without it, what the centre's people entered
`;

const write = ({ bytes, out }: DrawnReport): Promise<void> => {
  if (out !== undefined) {
    try {
      writeFileSync(out, bytes);
    } catch (cause) {
      throw new UsageError(
        `${out} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
    return Promise.resolve();
  }
  return new Promise((resolve, reject) =>
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
  );
};

await runCommand(help, async (words) => {
  await write(await drawReport(words, Date.now() as Instant));
  return 0;
});
