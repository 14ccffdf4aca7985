import { execFileSync } from 'node:child_process';

const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

const mmPerPt = 25.4 / 72;

export interface PdfWord {
  readonly text: string;
  readonly leftMm: number;
  readonly topMm: number;
  readonly rightMm: number;
  readonly bottomMm: number;
}

/** A PDF as poppler reads it. */
export interface PdfFacts {
  /** The text of each page, laid out. */
  readonly pages: readonly string[];
  readonly words: readonly (readonly PdfWord[])[];
  readonly fonts: readonly { readonly name: string; readonly isEmbedded: boolean }[];
  readonly pageSize: string;
  /** Sizes in points by the text of the line; rounded by poppler. */
  readonly sizes: ReadonlyMap<string, number>;
}

const plain = (xml: string): string =>
  xml
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .trim();

export const readPdf = (path: string): PdfFacts => {
  const fontLines = run('pdffonts', path).trim().split('\n').slice(2);
  const words = run('pdftotext', '-bbox', path, '-')
    .split('<page ')
    .slice(1)
    .map((page) =>
      [
        ...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g),
      ].map(([, left, top, right, bottom, text]) => ({
        text: plain(text ?? ''),
        leftMm: Number(left) * mmPerPt,
        topMm: Number(top) * mmPerPt,
        rightMm: Number(right) * mmPerPt,
        bottomMm: Number(bottom) * mmPerPt,
      })),
    );
  const xml = run('pdftohtml', '-xml', '-stdout', '-i', '-zoom', '1', path);
  const sizeOf = new Map(
    [...xml.matchAll(/<fontspec id="(\d+)" size="(\d+)"/g)].map(([, id, size]) => [id, size]),
  );
  const sizes = new Map(
    [...xml.matchAll(/<text [^>]*font="(\d+)">(.*?)<\/text>/g)].map(([, id, text]) => [
      plain(text ?? ''),
      Number(sizeOf.get(id)),
    ]),
  );
  return {
    pages: run('pdftotext', '-layout', path, '-').split('\f').slice(0, -1),
    words,
    fonts: fontLines.map((line) => ({
      name: line.split(' ')[0] ?? '',
      isEmbedded: /\byes (yes|no) +(yes|no)\b/.test(line),
    })),
    pageSize: /Page size:\s+(.*)/.exec(run('pdfinfo', path))?.[1] ?? '',
    sizes,
  };
};

/** The rows of the tagged tables: what a screen reader is told, cell by cell. */
export const readTaggedTable = (path: string): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let isInCell = false;
  for (const line of run('pdfinfo', '-struct-text', path).split('\n')) {
    const text = /^\s*"(.*)"$/.exec(line)?.[1];
    if (/^\s*(TR|P|H\d|Sect|Table)\b/.test(line)) isInCell = false;
    if (/^\s*TR\b/.test(line)) rows.push([]);
    else if (/^\s*T[HD]\b/.test(line)) {
      rows.at(-1)?.push('');
      isInCell = true;
    } else if (text !== undefined && isInCell) {
      const row = rows.at(-1) ?? [];
      row.push(`${row.pop() ?? ''}${text}`);
    }
  }
  return rows;
};
