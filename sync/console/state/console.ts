import { createContext, useContext, useEffect, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { RouteKey } from '../../centre/api/contract.ts';
import type { Right } from '../../centre/api/role.ts';
import type { Me } from '../../centre/api/session.ts';
import type { Language, Words } from '../words/words.ts';
import { type AnswerOf, addressOf, type PartsArgument } from './address.ts';
import type { LiveLink } from './live.ts';
import { type Resource, type Resources, unknownResource } from './resources.ts';
import { parseRoute, type Route } from './route.ts';
import type { Server } from './server.ts';
import type { SessionDesk } from './session.ts';

/** What every page stands on; made once in `main.tsx`. */
export interface Console {
  readonly server: Server;
  readonly session: SessionDesk;
  readonly resources: Resources;
  readonly live: LiveLink;
  readonly words: Words;
  readonly language: Language;
  readonly speak: (language: Language) => void;
}

export const ConsoleContext = createContext<Console | null>(null);

export const useConsole = (): Console => {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('console: used outside of its provider');
  return console;
};

export const useWords = (): Words => useConsole().words;

type ReadKey = Extract<RouteKey, `GET ${string}`>;

/** What a route says, kept up to date while the component is on the page. */
export const useResource = <K extends ReadKey>(
  key: K,
  ...parts: PartsArgument<K>
): Resource<AnswerOf<K>> & { readonly address: string } => {
  const { resources } = useConsole();
  const address = addressOf(key, ...parts);
  useEffect(() => resources.watch(address), [resources, address]);
  const resource = useStore(resources.store, (all) => all[address] ?? unknownResource);
  return { ...(resource as Resource<AnswerOf<K>>), address };
};

export const useMe = (): Me => {
  const { session } = useConsole();
  const me = useStore(session.store, ({ state }) => (state?.step === 'done' ? state.me : null));
  if (!me) throw new Error('console: a page was drawn for nobody');
  return me;
};

export const useMay = (right: Right): boolean => useMe().rights.includes(right);

const onHash = (told: () => void): (() => void) => {
  window.addEventListener('hashchange', told);
  return () => window.removeEventListener('hashchange', told);
};

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(onHash, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
};
