import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { PageClock } from '../link/timers.ts';
import type { Page, PageStore } from '../state/page-store.ts';
import type { PageActions } from '../state/run-page.ts';
import { catalogue } from '../words/catalogue.ts';
import type { Words } from '../words/words.ts';

interface PageParts {
  readonly page: Page;
  readonly actions: PageActions;
  readonly clock: PageClock;
}

export const PageContext = createContext<PageParts | undefined>(undefined);

export const usePageParts = (): PageParts => {
  const parts = useContext(PageContext);
  if (!parts) throw new Error('a part of the screen stands outside the page');
  return parts;
};

export const useActions = (): PageActions => usePageParts().actions;
export const useClock = (): PageClock => usePageParts().clock;
export const usePage = <T>(select: (state: PageStore) => T): T => useStore(usePageParts().page, select);
export const useWords = (): Words => catalogue[usePage((state) => state.language)].words;
