import { readFileSync } from 'node:fs';
import { UsageError } from '../../sync/centre/commands/command-line.ts';
import { enrol } from '../core/enrol.ts';

const readCentre = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(
      `--centre must be the console's address, such as https://danhgia.tinh.gov.vn: ${text}`,
    );
  return url;
};

const readCa = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`--ca cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

/** Lets this kiosk in at a centre; after it the kiosk runs as always. */
export const enrolFirst = async (options: {
  readonly dataDir: string;
  readonly code: string;
  readonly centre: string;
  readonly ca: string | undefined;
}): Promise<void> => {
  const { dataDir, code, ca } = options;
  const centre = readCentre(options.centre);
  const config = await enrol({ dataDir, code, centre, ...(ca === undefined ? {} : { ca: readCa(ca) }) });
  const { kiosk, department, counter } = config;
  process.stderr.write(
    `enrolled: ${kiosk}, ${department.name}, ${counter.label}; the centre's key is pinned\n`,
  );
};
