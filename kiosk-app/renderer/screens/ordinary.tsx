import { useLayoutEffect, useRef, useState } from 'react';
import type { CategoryId } from '../../../sync/domain/categories.ts';
import { usePage } from '../parts/page-context.ts';
import type { Page, PageStore } from '../state/page-store.ts';
import { type Shown, saysSame, shownOf } from '../state/shown.ts';
import { Keys } from './keys.tsx';
import { Thanks } from './messages.tsx';

/**
 * An ordinary rating, from choice to thanks, is one picture to the stage: the keys know by themselves which of them is down, and
 * keys and thanks are put in for each other without drawing.
 */
export type Picture =
  | { readonly name: 'ordinary' }
  | Exclude<Shown, { readonly name: 'choose' | 'pressed' | 'thanks' }>;

const ordinary: Picture = { name: 'ordinary' };
const pictureOf = (shown: Shown): Picture =>
  shown.name === 'choose' || shown.name === 'pressed' || shown.name === 'thanks' ? ordinary : shown;

/** The same object as long as it says the same: a snapshot that changes nothing here draws nothing. */
export const usePicture = (): Picture => {
  const last = useRef<Picture>(ordinary);
  return usePage((state) => {
    const next = pictureOf(shownOf(state));
    if (!saysSame(last.current, next)) last.current = next;
    return last.current;
  });
};

export type KeptName = 'keys' | CategoryId;
export const keptIn = (state: PageStore): KeptName | undefined => {
  const shown = shownOf(state);
  if (state.door !== 'shut') return undefined;
  if (shown.name === 'thanks') return shown.category;
  return shown.name === 'choose' || shown.name === 'pressed' || shown.name === 'waiting' ? 'keys' : undefined;
};
export const drawKept = (name: KeptName): React.ReactNode =>
  name === 'keys' ? <Keys /> : <Thanks category={name} />;

const screenIn = (state: PageStore): Shown['name'] | 'technician' =>
  state.door === 'shut' ? shownOf(state).name : 'technician';

/** The name by which the style knows the screen. It changes more often than anything is drawn. */
export const useScreenName = (page: Page, stage: React.RefObject<HTMLElement | null>): string => {
  const [first] = useState(() => screenIn(page.getState()));
  useLayoutEffect(() => {
    const tell = (state: PageStore): void => {
      const name = screenIn(state);
      if (stage.current && stage.current.dataset.screen !== name) stage.current.dataset.screen = name;
    };
    tell(page.getState());
    return page.subscribe(tell);
  }, [page, stage]);
  return first;
};
