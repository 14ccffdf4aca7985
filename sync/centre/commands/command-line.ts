import { type ParseArgsConfig, type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Wrong words on the command line, or an input that says nothing usable: exit code 2. */
export class UsageError extends Error {
  readonly code = 'usage';
}

type Values<T extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>
>;

/** Parses the words after the script's name; anything unknown is a UsageError. */
export const readArguments = <T extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: T,
): Values<T> => {
  try {
    return parseArgs({
      args: [...words],
      options,
      allowPositionals: true,
      strict: true,
    } as const satisfies ParseArgsConfig);
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message.split('. ')[0] : String(cause));
  }
};

export const required = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`${option} is missing`);
  return value;
};

/** Reads a TCP port, 0 to 65535. */
export const readPort = (value: string, option: string): number => {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new UsageError(`${option} must be a port, 0 to 65535: ${value}`);
  return port;
};

const badInput: ReadonlySet<string> = new Set([
  'centre/bad-departments',
  'centre/bad-import',
  'keeping/not-a-backup',
  'keeping/wrong-passphrase',
]);

const isCoded = (cause: unknown): cause is Error & { readonly code: string } =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string';

/**
 * Runs a command. A failure ends it with one line on stderr: exit 2 for wrong words or input, 1 for anything operational. A
 * bug keeps its stack, because somebody has to mend it.
 */
export const runCommand = async (
  help: string,
  main: (words: readonly string[]) => Promise<number | undefined>,
): Promise<void> => {
  const words = process.argv.slice(2);
  if (words.includes('--help') || words.includes('-h')) {
    process.stdout.write(help);
    return;
  }
  try {
    process.exitCode = (await main(words)) ?? 0;
  } catch (cause) {
    if (cause instanceof UsageError) {
      process.stderr.write(`${cause.message} (--help tells what there is)\n`);
      process.exitCode = 2;
    } else if (isCoded(cause)) {
      process.stderr.write(`${cause.code}: ${cause.message}\n`);
      process.exitCode = badInput.has(cause.code) ? 2 : 1;
    } else throw cause;
  }
};
