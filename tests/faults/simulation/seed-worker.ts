import { ramFolder } from './ram-folder.ts';
import { runSeed, type SeedResult } from './run-seed.ts';

export interface Work {
  readonly seed: number;
  /** Run it once more and compare. */
  readonly isTwice: boolean;
}

export type Done =
  | { readonly is: 'done'; readonly result: SeedResult; readonly isSame: boolean | undefined }
  | { readonly is: 'failed'; readonly seed: number; readonly reason: string };

// Nothing in a run may fail where nobody looks: what is left over belongs to the seed that was running.
const strays: string[] = [];
process.on('unhandledRejection', (reason) => {
  strays.push(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason));
});

const run = async ({ seed, isTwice }: Work): Promise<Done> => {
  try {
    const result = await runSeed(seed, { root: ramFolder() });
    const again = isTwice ? await runSeed(seed, { root: ramFolder() }) : undefined;
    const stray = strays.splice(0);
    if (stray.length > 0) return { is: 'failed', seed, reason: stray.join('\n') };
    return { is: 'done', result, isSame: again && again.trace === result.trace };
  } catch (cause) {
    return {
      is: 'failed',
      seed,
      reason: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    };
  }
};

process.on('message', (work: Work) => {
  void run(work).then((done) => process.send?.(done));
});
process.on('disconnect', () => process.exit());
