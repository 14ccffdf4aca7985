import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { ScreenState } from '../../contract/snapshot.ts';
import type { PageState } from './page-state.ts';

/** What the citizen sees now. `since` is the page's clock. */
export type Shown =
  | Exclude<ScreenState, { readonly name: 'pressed' | 'not-recorded' | 'choose' }>
  | { readonly name: 'choose' }
  | { readonly name: 'waiting' }
  | { readonly name: 'pressed'; readonly category: CategoryId; readonly since: number }
  | { readonly name: 'not-recorded'; readonly category: CategoryId; readonly code: string };

export const unreachable = 'host/unreachable';

/** The one place that decides between the host's word, the page's own touch and a host that is silent. */
export const shownOf = (
  state: PageState & { readonly isWaiting: boolean; readonly isLate: boolean },
): Shown => {
  const { snapshot, touch, screenSince } = state;
  const screen = snapshot?.screen;
  if (touch?.phase === 'failed')
    return { name: 'not-recorded', category: touch.category, code: touch.code ?? unreachable };
  // A finger that rests on a key of a silent host proves nothing; a press that was sent keeps its right to an answer.
  if (touch && (screen?.name === 'choose' || screen?.name === 'pressed'))
    if (state.isHostHeard || touch.phase !== 'held')
      return { name: 'pressed', category: touch.category, since: touch.since };
  if (!state.isHostHeard && state.wasHostHeard) return { name: 'out-of-service', code: unreachable };
  if (!screen) return state.isLate ? { name: 'out-of-service', code: unreachable } : { name: 'starting' };
  if (screen.name === 'pressed') return { name: 'pressed', category: screen.category, since: screenSince };
  if (screen.name === 'choose') return { name: state.isWaiting ? 'waiting' : 'choose' };
  return screen;
};

interface Named {
  readonly name: string;
}

/** Whether both say the same to a citizen, so that nothing has to be drawn for the second. */
export const saysSame = (a: Named, b: Named): boolean =>
  a === b || (a.name === b.name && JSON.stringify(a) === JSON.stringify(b));

export const isPressedIn = (state: Parameters<typeof shownOf>[0], category: CategoryId): boolean => {
  const shown = shownOf(state);
  return shown.name === 'pressed' && shown.category === category;
};
