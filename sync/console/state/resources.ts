import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../centre/api/problem.ts';
import type { Answer, Server } from './server.ts';

/** What is known of one address of the centre. A failed question never takes the last numbers away. */
export interface Resource<T = unknown> {
  readonly value: T | null;
  /** When the value was received. */
  readonly receivedAt: number | null;
  /** Since when the centre is being asked; null: no question is open. */
  readonly askedAt: number | null;
  readonly failure: { readonly status: number; readonly problem: Problem } | null;
}

export const unknownResource: Resource = { value: null, receivedAt: null, askedAt: null, failure: null };

export interface Resources {
  readonly store: StoreApi<Readonly<Record<string, Resource>>>;
  /** Asks for an address, unless that question is open already: then it is asked once more after its answer. */
  load(path: string): Promise<void>;
  /** A page looks at an address: it is asked now and at every refresh, until the returned function is called. */
  watch(path: string): () => void;
  /** The centre said that something changed under an address; every watched one that begins so is asked again. */
  refresh(prefix: string): void;
  put(path: string, value: unknown): void;
  /** The page came with this answer: whoever looks within a moment does not ask again. */
  give(path: string, value: unknown): void;
  forget(): void;
}

/** The live stream says within a second what has changed since. */
const freshMs = 2_000;

export const createResources = (server: Server, now: () => number): Resources => {
  const store = createStore<Readonly<Record<string, Resource>>>(() => ({}));
  const watched = new Map<string, number>();
  const again = new Set<string>();
  const givenAt = new Map<string, number>();
  let generation = 0;

  const of = (path: string): Resource => store.getState()[path] ?? unknownResource;
  const change = (path: string, part: Partial<Resource>): void =>
    store.setState({ [path]: { ...of(path), ...part } });

  const load = async (path: string): Promise<void> => {
    if (of(path).askedAt !== null) {
      again.add(path);
      return;
    }
    const mine = generation;
    change(path, { askedAt: now() });
    const answer: Answer<unknown> = await server.read(path);
    if (mine !== generation) return;
    if (answer.ok) change(path, { value: answer.value, receivedAt: now(), askedAt: null, failure: null });
    else change(path, { askedAt: null, failure: { status: answer.status, problem: answer.problem } });
    if (again.delete(path)) await load(path);
  };

  const put = (path: string, value: unknown): void =>
    change(path, { value, receivedAt: now(), failure: null });

  return {
    store,
    load,
    watch: (path) => {
      watched.set(path, (watched.get(path) ?? 0) + 1);
      // Whoever joins an open question takes its answer: what changes meanwhile, the live stream says.
      const isGiven = now() - (givenAt.get(path) ?? Number.NEGATIVE_INFINITY) < freshMs;
      if (!isGiven && of(path).askedAt === null) void load(path);
      return () => {
        const left = (watched.get(path) ?? 1) - 1;
        if (left > 0) watched.set(path, left);
        else watched.delete(path);
      };
    },
    refresh: (prefix) => {
      for (const path of watched.keys()) if (path.startsWith(prefix)) void load(path);
    },
    put,
    give: (path, value) => {
      givenAt.set(path, now());
      put(path, value);
    },
    forget: () => {
      generation += 1;
      again.clear();
      givenAt.clear();
      store.setState({}, true);
    },
  };
};
