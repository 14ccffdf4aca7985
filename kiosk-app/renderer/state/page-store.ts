import { createStore, type StoreApi } from 'zustand/vanilla';
import { firstPageState, type PageInput, type PageState, stepPage } from './page-state.ts';
import { homePreferences, type Preferences } from './preferences.ts';

/** All that the page's components draw from. */
export interface PageStore extends PageState, Preferences {
  readonly isWaiting: boolean;
  /** A press has been down for longer than a commit takes. */
  readonly isWriting: boolean;
  /** The host never came within its time; the page stops calling it a start. */
  readonly isLate: boolean;
  /** The technician's door: `asking` and `wrong-pin` show the pad, `open` what lies behind it. */
  readonly door: 'shut' | 'asking' | 'wrong-pin' | 'open';
}

export type Page = StoreApi<PageStore>;

export const createPage = (): Page =>
  createStore<PageStore>(() => ({
    ...firstPageState,
    ...homePreferences(undefined),
    isWaiting: false,
    isWriting: false,
    isLate: false,
    door: 'shut',
  }));

export const feed = (page: Page, input: PageInput): void => {
  page.setState((state) => {
    const next = stepPage(state, input);
    return next === state ? state : { ...state, ...next };
  });
};
