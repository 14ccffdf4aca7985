import { fork } from 'node:child_process';
import { join } from 'node:path';
import { type Arguments, help, readArguments } from './arguments.ts';
import { mutants } from './mutants.ts';
import { ramFolder } from './ram-folder.ts';
import { runSeed } from './run-seed.ts';
import type { Done, Work } from './seed-worker.ts';
import { createTotals } from './totals.ts';

/** One seed in a hundred is run twice, to see that it is the same run. */
const twiceEvery = 100;
/** From here on every fault and every place of a crash must have been met. */
const wholeFrom = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const runOne = async (seed: number, { isTraced, mutant }: Arguments): Promise<number> => {
  const how = { root: ramFolder(), ...(mutant && { mutant: mutants[mutant] }) };
  const result = await runSeed(seed, { ...how, ...(isTraced && { onLine: say }) });
  const again = await runSeed(seed, how);
  const isSame = again.trace === result.trace;
  say(JSON.stringify(result, null, 2));
  say(isSame ? 'run twice: the same' : `run twice: NOT the same (${again.trace})`);
  if (result.unfired.length > 0) say(`void: ${result.unfired.join(', ')} did not fire`);
  return result.violations.length === 0 && isSame ? 0 : 1;
};

const runMany = async ({ seeds, from, workers }: Arguments): Promise<number> => {
  const totals = createTotals();
  const failures: string[] = [];
  const startedAt = performance.now();
  let next = from;
  let done = 0;
  let under = 0;
  let saidAt = 0;

  const progress = (): void => {
    const every = process.stderr.isTTY ? 20 : Math.ceil(seeds / 10);
    if (done - saidAt < every) return;
    saidAt = done;
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const bad = totals.violated().length + failures.length;
    const end = process.stderr.isTTY ? '\r' : '\n';
    process.stderr.write(
      `${done} seeds, ${totals.voided().length} void, ${bad} violated, ${seconds} s${end}`,
    );
  };

  const isEnough = (): boolean => totals.valid() + under >= seeds;
  await Promise.all(
    Array.from(
      { length: workers },
      () =>
        new Promise<void>((resolve, reject) => {
          const worker = fork(join(import.meta.dirname, 'seed-worker.ts'), {
            stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
          });
          const give = (): void => {
            if (isEnough()) {
              // A seed that turns out void has to be made up for: the last one waits for the others.
              if (totals.valid() < seeds && under > 0) setTimeout(give, 100);
              else {
                worker.off('exit', died);
                worker.disconnect();
                resolve();
              }
              return;
            }
            under += 1;
            const work: Work = { seed: next, isTwice: next % twiceEvery === 0 };
            next += 1;
            worker.send(work);
          };
          const died = (code: number | null): void => reject(new Error(`a worker ended by itself (${code})`));
          worker.on('exit', died);
          worker.on('message', (message: Done) => {
            under -= 1;
            done += 1;
            if (message.is === 'failed') failures.push(`seed ${message.seed} failed: ${message.reason}`);
            else {
              totals.add(message.result);
              const { seed, violations } = message.result;
              for (const violation of violations) process.stderr.write(`seed ${seed}: ${violation}\n`);
              if (message.isSame === false)
                failures.push(`seed ${message.result.seed}: two runs are not the same`);
            }
            progress();
            if (failures.length < 20) give();
            else reject(new Error(failures.join('\n')));
          });
          give();
        }),
    ),
  );

  for (const [seed, violations] of totals.violated())
    for (const violation of violations) failures.push(`seed ${seed}: ${violation}`);
  const unmet = totals.valid() >= wholeFrom ? totals.unmet() : [];
  if (unmet.length > 0) failures.push(`never met: ${unmet.join(', ')}`);
  say(totals.table());
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  say(
    `${totals.valid()} seeds (${from} to ${next - 1}; void: ${totals.voided().join(', ') || 'none'}), ${totals.violated().length} with violations, ${minutes} min`,
  );
  for (const failure of failures) say(failure);
  return failures.length === 0 ? 0 : 1;
};

try {
  const given = readArguments(process.argv.slice(2));
  if (!given) say(help);
  else process.exitCode = given.seed === undefined ? await runMany(given) : await runOne(given.seed, given);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
