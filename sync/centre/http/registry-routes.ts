import { z } from 'zod';
import { type DepartmentId, isCounterId, isDepartmentId } from '../../domain/ids.ts';
import type { RegistryChange, RegistryPreview } from '../api/registry.ts';
import { parseDepartments } from '../registry/parse-departments.ts';
import { parseRegistry } from '../registry/registry-file.ts';
import { isDay } from '../settings/setting-shapes.ts';
import { planContextOf, registryStateOf } from '../views/registry.ts';
import { firstDayOf, markOf, planOf } from '../views/registry-plan.ts';
import { applyChanges, type ChangeProblem, type RegistryState } from '../views/registry-state.ts';
import { actorOf, bytesOf, type Handlers } from './call.ts';
import { conflict, type HttpProblem, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const id = z.string().refine(isDepartmentId, 'is no id of a department');
const counterId = z.string().refine(isCounterId, 'is no id of a counter');
const day = z.string().refine(isDay, 'is no day such as 2025-03-01');
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);
const order = z.number().int().min(1).max(100_000);
const named = { id, order, name };
const term = z.strictObject({ from: day.nullable(), to: day.nullable(), order, name });

const change: z.ZodType<RegistryChange> = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('correct'), ...named }),
  z.strictObject({ do: z.literal('begin'), from: day.nullable(), ...named }),
  z.strictObject({ do: z.literal('end'), id, to: day, successor: id.nullable() }),
  z.strictObject({
    do: z.literal('merge'),
    of: z.array(id).min(1).max(100),
    into: z.strictObject(named),
    from: day,
  }),
  z.strictObject({
    do: z.literal('split'),
    id,
    into: z.array(z.strictObject(named)).min(1).max(100),
    from: day,
    successor: id.nullable(),
  }),
  z.strictObject({
    do: z.literal('put'),
    id,
    terms: z.array(term).min(1).max(200),
    successor: id.nullable(),
  }),
  z.strictObject({ do: z.literal('remove'), id }),
  z.strictObject({
    do: z.literal('counter'),
    id: counterId,
    label: name,
    department: id.nullable(),
    from: day.nullable(),
  }),
  z.strictObject({ do: z.literal('end-counter'), id: counterId, to: day }),
]);
const changes = z.array(change).min(1).max(1_000);

/** The registry changed between the plan and its writing: everything is taken back. */
class Refused extends Error {
  readonly problem: HttpProblem;
  constructor(problem: HttpProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const refusal = (reason: ChangeProblem, index: number, of: string): HttpProblem =>
  unable(`registry/${reason}`, `change ${index + 1} (${of}): ${reason}`, { detail: { index, id: of } });

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Departments and counters: nothing is changed that was not seen before. */
export const registryRoutes = (office: Office) => {
  const { reader, desk, store, sources, now, note } = office;

  const apply = (state: RegistryState, wanted: readonly RegistryChange[]) => {
    const applied = applyChanges(state, wanted, (department) => store.registry.isUsed(department));
    if (!applied.ok) throw refusal(applied.reason, applied.index, applied.id);
    return applied;
  };
  const preview = (wanted: readonly RegistryChange[]): RegistryPreview => {
    const before = registryStateOf(sources);
    const { state } = apply(before, wanted);
    const plan = planOf(before, state, firstDayOf(wanted), planContextOf(sources, now()));
    return { changes: wanted, plan, mark: markOf(before) };
  };

  const write = (
    before: RegistryState,
    after: RegistryState,
    removed: readonly DepartmentId[],
    person: string,
  ) => {
    const set = [...after.departments.values()].filter(
      (department) => !isSame(before.departments.get(department.id), department),
    );
    const counters = [...after.counters.values()].filter(
      (counter) => !isSame(before.counters.get(counter.id), counter),
    );
    if (set.length > 0) {
      const changed = desk.changeDepartments(() => ({ ok: true, set }), person);
      if (!changed.ok) throw new Refused(refusal(changed.reason, 0, changed.department));
    }
    if (counters.length > 0) desk.setCounters(counters, person);
    for (const department of removed) {
      const gone = desk.removeDepartment(department, person);
      if (!gone.ok) throw new Refused(refusal(gone.reason, 0, department));
    }
  };

  return {
    'GET /api/registry': () => reader.ask('registry'),
    'GET /api/registry/csv': () => reader.ask('registryFile'),
    'POST /api/registry/preview': (call) => preview(read(z.strictObject({ changes }), call.body).changes),
    'POST /api/registry/csv/preview': (call) => {
      const { from } = read(z.object({ from: day.exactOptional() }), call.query);
      let text: string;
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(call));
      } catch {
        throw unable('registry/not-utf8', 'this file is not UTF-8');
      }
      const isWhole = /^\uFEFF?[^\n]*valid_from/.test(text);
      if (isWhole) {
        const parsed = parseRegistry(text);
        if (!parsed.ok) throw unable('registry/bad-file', parsed.reason, { line: parsed.line });
        const known = sources.departments();
        const put = parsed.departments
          .filter((department) => !isSame(known.get(department.id), department))
          .map((department): RegistryChange => ({ do: 'put', ...department }));
        return preview(put);
      }
      const parsed = parseDepartments(text);
      if (!parsed.ok) throw unable('registry/bad-file', parsed.reason, { line: parsed.line });
      const known = sources.departments();
      const listed = parsed.departments.filter((entry) => {
        const last = known.get(entry.id)?.terms.at(-1);
        return last?.to !== null || last.order !== entry.order || last.name !== entry.name.normalize('NFC');
      });
      return preview(
        listed.map(
          (entry): RegistryChange =>
            from === undefined ? { do: 'correct', ...entry } : { do: 'begin', from, ...entry },
        ),
      );
    },
    'POST /api/registry/apply': async (call) => {
      const wanted = read(z.strictObject({ changes, mark: z.string().max(64) }), call.body);
      const actor = actorOf(call);
      try {
        store.transact(() => {
          const before = registryStateOf(sources);
          if (markOf(before) !== wanted.mark)
            throw new Refused(conflict('registry/changed', 'the registry is another by now; look again'));
          const { state, removed } = apply(before, wanted.changes);
          write(before, state, removed, actor.fullName);
          note(actor, 'registry/changed', null, { changes: wanted.changes });
        });
      } catch (cause) {
        throw cause instanceof Refused ? cause.problem : cause;
      }
      return reader.ask('registry');
    },
  } satisfies Partial<Handlers>;
};
