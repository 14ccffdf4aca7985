import type { Contract, FileBody, RouteKey } from '../../centre/api/contract.ts';

type PathOf<K extends RouteKey> = K extends `${string} ${infer Path}` ? Path : never;
type NamesIn<Path extends string> = Path extends `${string}/:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | NamesIn<`/${Tail}`>
    : Rest
  : never;
type ParamsPart<K extends RouteKey> = [NamesIn<PathOf<K>>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<NamesIn<PathOf<K>>, string>> };
type QueryPart<K extends RouteKey> = Contract[K] extends { query: infer Query }
  ? { readonly query?: Query }
  : unknown;
type BodyPart<K extends RouteKey> = Contract[K] extends { body: infer Body }
  ? { readonly body: Body extends FileBody ? Blob : Body }
  : unknown;

/** What a question to a route needs besides its name; an empty list where it needs nothing. */
export type Parts<K extends RouteKey> = ParamsPart<K> & QueryPart<K> & BodyPart<K>;
export type PartsArgument<K extends RouteKey> = object extends Parts<K> ? [Parts<K>?] : [Parts<K>];
export type AnswerOf<K extends RouteKey> = Contract[K]['answer'];

/** The same for any route, as it is read when a question is put together. */
export interface LooseParts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** A route with its parameters filled in: `/api/periods/2021-02`. Everything from outside is escaped. */
export const addressOf = <K extends RouteKey>(key: K, ...[parts]: PartsArgument<K>): string => {
  const { params = {}, query = {} }: LooseParts = parts ?? {};
  const path = key
    .slice(key.indexOf(' ') + 1)
    .replace(/:([a-z]+)/gi, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) asked.set(name, String(value));
  const text = asked.toString();
  return text === '' ? path : `${path}?${text}`;
};
