import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../centre/api/session.ts';
import type { Server } from './server.ts';

export interface Session {
  /** null until the centre has said where the sign-in stands. */
  readonly state: SessionState | null;
  readonly isUnreachable: boolean;
  /** It ended by itself: the sign-in page says why. */
  readonly hasEnded: boolean;
}

export interface SessionDesk {
  readonly store: StoreApi<Session>;
  load(): Promise<void>;
  /** Moves on to what the centre answered. */
  enter(state: SessionState): void;
  signOut(): Promise<void>;
  /** The centre says that the session is over. */
  end(): void;
}

export const csrfOf = (state: SessionState | null): string | null =>
  state && state.step !== 'password' ? state.csrf : null;

export const createSessionStore = (): StoreApi<Session> =>
  createStore<Session>(() => ({ state: null, isUnreachable: false, hasEnded: false }));

/** `onArrival` runs before the first page of somebody who just signed in is drawn; a reload is no arrival. */
export const createSession = (
  server: Server,
  store: StoreApi<Session>,
  onArrival: (state: SessionState) => Promise<void>,
): SessionDesk => {
  const put = (state: SessionState): void =>
    store.setState({ state, isUnreachable: false, ...(state.step === 'done' ? { hasEnded: false } : {}) });
  const enter = (state: SessionState): void => {
    const before = store.getState().state;
    if (state.step === 'done' && before !== null && before.step !== 'done')
      void onArrival(state).finally(() => put(state));
    else put(state);
  };
  const load = async (): Promise<void> => {
    const answer = await server.ask('GET /api/session');
    if (answer.ok) enter(answer.value);
    else store.setState({ isUnreachable: true });
  };
  return {
    store,
    load,
    enter,
    signOut: async () => {
      await server.ask('DELETE /api/session');
      await load();
    },
    end: () => {
      if (store.getState().state?.step !== 'done') return;
      store.setState({ hasEnded: true, state: null });
      void load();
    },
  };
};
