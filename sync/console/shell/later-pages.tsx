import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../state/console.ts';
import type { Route } from '../state/route.ts';

type LaterPage = Exclude<Route['page'], 'today'>;
type RouteOf<P extends LaterPage> = Extract<Route, { readonly page: P }>;
type Draw<P extends LaterPage> = (route: RouteOf<P>) => ReactNode;

/** Everything but the first view has a script of its own: whoever opens the console waits for Hôm nay and nothing else. */
const bringers: { readonly [P in LaterPage]: () => Promise<Draw<P>> } = {
  period: async () => {
    const { CurrentPeriodPage, PeriodPage } = await import('../pages/period/period-page.tsx');
    return ({ label, view }) =>
      label === null ? <CurrentPeriodPage /> : <PeriodPage key={label} label={label} view={view} />;
  },
  kiosks: async () => {
    const { KiosksPage } = await import('../pages/kiosks/kiosks-page.tsx');
    return () => <KiosksPage />;
  },
  kiosk: async () => {
    const { KioskPage } = await import('../pages/kiosks/kiosk-page.tsx');
    return ({ kiosk }) => <KioskPage key={kiosk} id={kiosk} />;
  },
  comments: async () => {
    const { CommentsPage } = await import('../pages/comments/comments-page.tsx');
    return () => <CommentsPage />;
  },
  registry: async () => {
    const { RegistryPage } = await import('../pages/registry/registry-page.tsx');
    return () => <RegistryPage />;
  },
  admin: async () => {
    const { AdminPage } = await import('../pages/admin/admin-page.tsx');
    return ({ view }) => <AdminPage view={view} />;
  },
  more: async () => {
    const { MorePage } = await import('../pages/more-page.tsx');
    return () => <MorePage />;
  },
};
const pages = Object.keys(bringers) as LaterPage[];

type State<P extends LaterPage> = Draw<P> | 'coming' | 'failed';
type States = { readonly [P in LaterPage]?: State<P> };

export interface LaterPages {
  readonly store: StoreApi<States>;
  /** Asks for a page's script, unless it is here or on its way. */
  bring(page: LaterPage): void;
  /** All of them, so that a page opens at once, and also when the centre is away or was built anew since. */
  bringAll(): void;
}

export const createLaterPages = (): LaterPages => {
  const store = createStore<States>(() => ({}));
  const bring = (page: LaterPage): void => {
    const known = store.getState()[page];
    if (known !== undefined && known !== 'failed') return;
    store.setState({ [page]: 'coming' });
    bringers[page]().then(
      (draw) => store.setState({ [page]: draw }),
      () => store.setState({ [page]: 'failed' }),
    );
  };
  return { store, bring, bringAll: () => pages.forEach(bring) };
};

export const LaterPagesContext = createContext<LaterPages | null>(null);

export const useLaterPages = (): LaterPages => {
  const later = useContext(LaterPagesContext);
  if (!later) throw new Error('console: used outside of its provider');
  return later;
};

export const LaterPageFor = ({ route }: { readonly route: RouteOf<LaterPage> }) => {
  const later = useLaterPages();
  const { shell } = useWords();
  const { page } = route;
  // A page's own drawing takes that page's route: what stands under its name.
  const state = useStore(later.store, (all) => all[page]) as State<never> | undefined;
  useEffect(() => later.bring(page), [later, page]);
  if (typeof state === 'function') return state(route as never);
  return (
    <main className="main loading">
      {state === 'failed' && (
        <div className="banner calls" role="alert">
          <Icon name="offline" />
          <div>
            <p>
              <b>{shell.failed}</b> {shell.failedMore}
            </p>
            {/* The centre may have been built anew: then the page is asked for whole. */}
            <button type="button" className="button" onClick={() => window.location.reload()}>
              <Icon name="again" />
              {shell.retry}
            </button>
          </div>
        </div>
      )}
    </main>
  );
};
