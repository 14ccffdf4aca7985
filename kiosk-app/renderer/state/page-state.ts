import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { ScreenState, Snapshot } from '../../contract/snapshot.ts';
import { isSameScreen } from '../link/pace-snapshots.ts';

/** A touch on a tile, from the finger's landing until the host's word about it is on the screen. */
export interface Touch {
  readonly id: string;
  readonly category: CategoryId;
  /** `held`: the finger is still down and may slide away; nothing was sent. */
  readonly phase: 'held' | 'sent' | 'answered' | 'failed';
  /** When the finger landed, and since when the phase has been what it is. */
  readonly landedAt: number;
  readonly since: number;
  readonly code?: string;
}

export interface PageState {
  readonly snapshot: Snapshot | undefined;
  /** When the snapshot came, and since when its screen has been what it is; milliseconds of the page's clock. */
  readonly receivedAt: number;
  readonly screenSince: number;
  readonly isHostHeard: boolean;
  readonly wasHostHeard: boolean;
  readonly touch: Touch | undefined;
}

export type PageInput =
  | { readonly on: 'snapshot'; readonly snapshot: Snapshot; readonly at: number }
  | { readonly on: 'heard'; readonly isHeard: boolean }
  | { readonly on: 'finger-down'; readonly id: string; readonly category: CategoryId; readonly at: number }
  | { readonly on: 'finger-away' }
  | { readonly on: 'sent'; readonly id: string; readonly at: number }
  | { readonly on: 'answered'; readonly id: string }
  | { readonly on: 'failed'; readonly id: string; readonly code: string; readonly at: number }
  | { readonly on: 'touch-over' };

export const firstPageState: PageState = {
  snapshot: undefined,
  receivedAt: 0,
  screenSince: 0,
  isHostHeard: false,
  wasHostHeard: false,
  touch: undefined,
};

const withoutTouch = (state: PageState): PageState => ({ ...state, touch: undefined });

/** What a touch becomes when the host speaks: as soon as the host shows an outcome, its word is the only one. */
const touchAfter = (touch: Touch | undefined, screen: ScreenState): Touch | undefined => {
  if (screen.name === 'choose') return touch?.phase === 'answered' ? undefined : touch;
  if (screen.name === 'pressed') return touch?.phase === 'sent' ? touch : undefined;
  return undefined;
};

/** What the page knows, as a pure machine. The host's snapshots are the truth; a touch only bridges the time until its word. */
export const stepPage = (state: PageState, input: PageInput): PageState => {
  const { touch } = state;
  switch (input.on) {
    case 'snapshot': {
      const { snapshot, at } = input;
      const known = state.snapshot;
      if (known && known.run === snapshot.run && snapshot.revision < known.revision) return state;
      const isSame = known?.run === snapshot.run && isSameScreen(known.screen, snapshot.screen);
      return {
        ...state,
        snapshot,
        receivedAt: at,
        isHostHeard: true,
        wasHostHeard: true,
        screenSince: isSame ? state.screenSince : at,
        touch: touchAfter(touch, snapshot.screen),
      };
    }
    case 'heard':
      return { ...state, isHostHeard: input.isHeard, wasHostHeard: state.wasHostHeard || input.isHeard };
    case 'finger-down':
      if (touch) return state;
      return {
        ...state,
        touch: { id: input.id, category: input.category, phase: 'held', landedAt: input.at, since: input.at },
      };
    case 'finger-away':
      return touch?.phase === 'held' ? withoutTouch(state) : state;
    case 'sent':
      if (touch?.id !== input.id || touch.phase !== 'held') return state;
      return { ...state, touch: { ...touch, phase: 'sent', since: input.at } };
    case 'answered':
      if (touch?.id !== input.id || touch.phase !== 'sent') return state;
      return { ...state, touch: { ...touch, phase: 'answered' } };
    case 'failed':
      if (touch?.id !== input.id) return state;
      return { ...state, touch: { ...touch, phase: 'failed', code: input.code, since: input.at } };
    case 'touch-over':
      return withoutTouch(state);
    default:
      return input satisfies never;
  }
};
