import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { tinosPaths } from '../../sync/report/tinos.ts';
import { unescapeXml } from './zip.ts';

/** LibreOffice in a profile of its own, with Tinos in the place of Times New Roman: the only typeface it sees. */
export interface Office {
  readonly dir: string;
  /** Converts files of the office's folder into `format`; the results lie in `dir/<name of the format>`. */
  convert(files: readonly string[], format: string): void;
  read(path: string): string;
  write(name: string, bytes: Uint8Array): void;
  close(): void;
}

const csvAsShown = 'csv:Text - txt - csv (StarCalc):44,34,76,1';

export const openOffice = (): Office => {
  const dir = mkdtempSync(join(tmpdir(), 'report-office-'));
  const fonts = join(dir, 'fonts.conf');
  const tinos = dirname(dirname(tinosPaths.regular));
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${tinos}</dir><cachedir>${join(dir, 'fonts')}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias></fontconfig>`,
  );
  return {
    dir,
    convert: (files, format) => {
      const out = join(dir, format);
      mkdirSync(out, { recursive: true });
      const profile = pathToFileURL(join(dir, 'profile')).href;
      execFileSync(
        'soffice',
        [
          `-env:UserInstallation=${profile}`,
          '--headless',
          '--convert-to',
          format === 'csv' ? csvAsShown : format,
          '--outdir',
          out,
          ...files.map((file) => join(dir, file)),
        ],
        { env: { ...process.env, FONTCONFIG_FILE: fonts }, stdio: 'pipe', timeout: 150_000 },
      );
    },
    read: (path) => readFileSync(join(dir, path), 'utf8'),
    write: (name, bytes) => writeFileSync(join(dir, name), bytes),
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
};

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The cells of a table in HTML that LibreOffice wrote. */
export const htmlRows = (html: string): readonly (readonly string[])[] =>
  [...html.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
    [...row.matchAll(/<t[dh][\s\S]*?<\/t[dh]>/g)].map(([cell]) =>
      squeeze(unescapeXml(cell.replace(/<[^>]+>/g, ''))),
    ),
  );
