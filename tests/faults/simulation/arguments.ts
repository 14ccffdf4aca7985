import { parseArgs } from 'node:util';
import { type MutantName, mutants } from './mutants.ts';

export interface Arguments {
  readonly seeds: number;
  readonly from: number;
  readonly seed: number | undefined;
  readonly isTraced: boolean;
  readonly mutant: MutantName | undefined;
  readonly workers: number;
}

export const help = `npm run test:simulation -- [--seeds N] [--from S] [--workers W]
npm run test:simulation -- --seed K [--trace] [--mutant NAME]

Kiosks, broker and centre, their real cores and real stores, under virtual time and every fault there is; one seed a run.
  --seeds N     runs until N seeds have met every fault they planned (2000)
  --from S      the first seed (1)
  --workers W   processes (2)
  --seed K      one seed, twice, and whether both runs were the same
  --trace       prints everything that happens in it
  --mutant NAME a build that is broken on purpose: ${Object.keys(mutants).join(', ')}
`;

const isMutant = (name: string): name is MutantName => Object.hasOwn(mutants, name);

const whole = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${name} must be a whole number from 1 on`);
  return value;
};

/** Reads the command line; undefined when it only asks for help. @throws Error with one line that says what is wrong */
export const readArguments = (args: readonly string[]): Arguments | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      seed: { type: 'string' },
      workers: { type: 'string' },
      mutant: { type: 'string' },
      trace: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const { mutant } = values;
  if (mutant !== undefined && !isMutant(mutant)) throw new Error(`there is no mutant "${mutant}"`);
  return {
    seeds: whole(values.seeds, 'seeds') ?? 2_000,
    from: whole(values.from, 'from') ?? 1,
    seed: whole(values.seed, 'seed'),
    workers: whole(values.workers, 'workers') ?? 2,
    isTraced: values.trace === true,
    mutant,
  };
};
