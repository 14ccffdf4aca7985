import type { PageClock } from '../link/timers.ts';
import type { Page, PageStore } from './page-store.ts';
import { shownOf } from './shown.ts';

/** Longer than any commit takes: then the screen says that it is writing. */
export const writingAfterMs = 2_000;

const pressedSince = (state: PageStore): number | undefined => {
  const shown = shownOf(state);
  return shown.name === 'pressed' ? shown.since : undefined;
};

/** Marks the page's state while a press has been down for longer than a commit takes. Returns what ends it. */
export const noticeLongPress = (page: Page, clock: PageClock): (() => void) => {
  let since: number | undefined;
  let callOff = (): void => {};
  const unsubscribe = page.subscribe((state) => {
    const now = pressedSince(state);
    if (now === since) return;
    since = now;
    callOff();
    if (state.isWriting) page.setState({ isWriting: false });
    if (now !== undefined)
      callOff = clock.after(Math.max(0, now + writingAfterMs - clock.now()), () =>
        page.setState({ isWriting: true }),
      );
  });
  return () => {
    unsubscribe();
    callOff();
  };
};
