import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/** One thing that a process did to a disk, in the order in which it did them. */
export type DiskOperation =
  | { readonly is: 'create'; readonly path: string }
  | { readonly is: 'write'; readonly path: string; readonly offset: number; readonly data: Buffer }
  | { readonly is: 'truncate'; readonly path: string; readonly length: number }
  | { readonly is: 'unlink'; readonly path: string }
  /** Of a file or of a folder. */
  | { readonly is: 'sync'; readonly path: string }
  /** A line of the acknowledgements; not a matter of the disk. */
  | { readonly is: 'acknowledge'; readonly text: string };

const unhex = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');
const pathOf = (hex: string): string => unhex(hex).toString('utf8');

const fd = String.raw`\d+<((?:\\x[0-9a-f]{2})*)>`;
const bytes = String.raw`"((?:\\x[0-9a-f]{2})*)"`;
const openLine = new RegExp(String.raw`^openat\([^,]*, ${bytes}, ([A-Z_|]+)`);
const pwriteLine = new RegExp(String.raw`^pwrite64\(${fd}, ${bytes}, \d+, (\d+)\) += (\d+)`);
const writeLine = new RegExp(String.raw`^write\(${fd}, ${bytes}`);
const syncLine = new RegExp(String.raw`^(?:fsync|fdatasync)\(${fd}`);
const truncateLine = new RegExp(String.raw`^ftruncate\(${fd}, (\d+)`);
const unlinkLine = new RegExp(String.raw`^unlink\(${bytes}\) += (-?\d+)`);

const parseLine = (line: string, acks: string): DiskOperation | undefined => {
  const call = line.replace(/^\d+ +/, '');
  const opened = openLine.exec(call);
  if (opened) {
    const path = pathOf(opened[1] ?? '');
    return opened[2]?.includes('O_CREAT') && path !== acks ? { is: 'create', path } : undefined;
  }
  const written = pwriteLine.exec(call);
  if (written) {
    const data = unhex(written[2] ?? '');
    if (data.length !== Number(written[4])) throw new Error('a write was cut short');
    return { is: 'write', path: pathOf(written[1] ?? ''), offset: Number(written[3]), data };
  }
  const noted = writeLine.exec(call);
  if (noted) {
    if (pathOf(noted[1] ?? '') !== acks) return undefined;
    return { is: 'acknowledge', text: unhex(noted[2] ?? '').toString('utf8') };
  }
  const synced = syncLine.exec(call);
  if (synced) return { is: 'sync', path: pathOf(synced[1] ?? '') };
  const truncated = truncateLine.exec(call);
  if (truncated) return { is: 'truncate', path: pathOf(truncated[1] ?? ''), length: Number(truncated[2]) };
  const removed = unlinkLine.exec(call);
  if (removed) return removed[2] === '0' ? { is: 'unlink', path: pathOf(removed[1] ?? '') } : undefined;
  throw new Error(`a line of the log that nobody expected: ${line.slice(0, 200)}`);
};

/**
 * Runs a program and writes down, in one order, all that it does to a ledger's files and every acknowledgement it notes. Only
 * what is logged here can be replayed, so a system call that is not understood is an error.
 */
export const logDisk = (options: {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly ledger: string;
  readonly acks: string;
}): readonly DiskOperation[] => {
  const { folder, ledger, acks } = options;
  const log = `${folder}.strace`;
  const files = [folder, acks, ledger, `${ledger}-wal`, `${ledger}-journal`].flatMap((path) => ['-P', path]);
  const result = spawnSync(
    'strace',
    ['-f', '-qq', '-y', '-xx', '-s', '200000', '-o', log, ...files].concat(
      '-e',
      'trace=openat,pwrite64,pwritev,pwritev2,write,writev,fsync,fdatasync,sync_file_range,ftruncate,fallocate,unlink,unlinkat,rename,renameat,renameat2,link,msync',
      process.execPath,
      options.program,
      ...options.args,
    ),
    { encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`the program failed under strace: ${result.stderr}`);
  const operations = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => parseLine(line, acks) ?? []);
  rmSync(log);
  return operations;
};
