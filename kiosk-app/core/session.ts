import type { CategoryId } from '../../sync/domain/categories.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import type { ScreenState } from '../contract/snapshot.ts';

// How long each message stays, milliseconds; from the specification of the citizen's screen.
export const undoMs = 5_000;
export const repeatMs = 4_000;
export const takenBackMs = 3_000;
export const notRecordedMs = 20_000;
export const commentIdleMs = 45_000;

/** What the citizen sees, and until when (monotonic milliseconds); a state without `until` stays. */
export interface Session {
  readonly screen: ScreenState;
  readonly until?: number;
  /** While set, this is what the screen falls back to instead of the choice. */
  readonly block?: ScreenState & { readonly name: 'out-of-service' | 'closed' | 'screen-off' | 'starting' };
}

export type SessionInput =
  | { readonly on: 'pressed'; readonly press: number; readonly category: CategoryId }
  | { readonly on: 'recorded'; readonly press: number; readonly category: CategoryId; readonly seq: Seq }
  | { readonly on: 'repeated'; readonly press: number; readonly category: CategoryId }
  /** A repeat after which the panel's buttons steer the screen; `until` is monotonic milliseconds. */
  | {
      readonly on: 'steered';
      readonly press: number;
      readonly category: CategoryId;
      readonly seq: Seq;
      readonly until: number;
    }
  /** A button moved something on the screen. */
  | { readonly on: 'steering'; readonly until: number }
  | { readonly on: 'failed'; readonly press: number; readonly category: CategoryId; readonly code: string }
  /** The press was known already: nothing new happened. */
  | { readonly on: 'known' }
  | { readonly on: 'withdrawn'; readonly category: CategoryId }
  | { readonly on: 'typing'; readonly seq: Seq }
  | { readonly on: 'comment-sent'; readonly seq: Seq }
  | { readonly on: 'dismissed' }
  | { readonly on: 'block'; readonly block: Session['block'] }
  | { readonly on: 'tick' };

const home = (block: Session['block']): Session =>
  block ? { screen: block, block } : { screen: { name: 'choose' } };

/**
 * The session as a pure machine: `now` is monotonic milliseconds. A new press always wins over a message, because the next
 * citizen may already be there; a block (out of service, closed) only shows when no message is due.
 */
export const stepSession = (session: Session, input: SessionInput, now: number): Session => {
  const { block } = session;
  const hold = (screen: ScreenState, ms?: number): Session => ({
    screen,
    ...(ms === undefined ? {} : { until: now + ms }),
    ...(block ? { block } : {}),
  });
  switch (input.on) {
    case 'pressed':
      return hold({ name: 'pressed', press: input.press, category: input.category });
    case 'recorded': {
      const { press, category, seq } = input;
      if (category === 'comment')
        return hold({ name: 'comment', press, seq, remainingMs: commentIdleMs }, commentIdleMs);
      return hold({ name: 'thanks', press, category, seq, undoMs }, undoMs);
    }
    case 'repeated':
      return hold({ name: 'repeat', press: input.press, category: input.category }, repeatMs);
    case 'steered': {
      const { press, category, seq, until } = input;
      if (session.screen.name === 'comment') return stepSession(session, { on: 'typing', seq }, now);
      return hold({ name: 'repeat', press, category, undo: { seq, ms: until - now } }, until - now);
    }
    case 'steering': {
      const { screen } = session;
      if (screen.name === 'comment') return stepSession(session, { on: 'typing', seq: screen.seq }, now);
      if (screen.name !== 'repeat' || !screen.undo) return session;
      return hold(screen, input.until - now);
    }
    case 'failed': {
      const { press, category, code } = input;
      return hold({ name: 'not-recorded', press, category, code }, notRecordedMs);
    }
    case 'withdrawn':
      return hold({ name: 'taken-back', category: input.category }, takenBackMs);
    case 'typing':
      if (session.screen.name !== 'comment' || session.screen.seq !== input.seq) return session;
      return hold({ ...session.screen, remainingMs: commentIdleMs }, commentIdleMs);
    case 'comment-sent': {
      const { screen } = session;
      if (screen.name !== 'comment' || screen.seq !== input.seq) return session;
      return hold(
        { name: 'thanks', press: screen.press, category: 'comment', seq: screen.seq, undoMs },
        undoMs,
      );
    }
    case 'known':
      return session.screen.name === 'pressed' ? home(block) : session;
    case 'dismissed':
      return session.screen.name === 'pressed' ? session : home(block);
    case 'block': {
      const next = input.block;
      if (JSON.stringify(next) === JSON.stringify(block)) return session;
      const isMessage = session.until !== undefined || session.screen.name === 'pressed';
      if (isMessage) {
        const { block: _, ...rest } = session;
        return next ? { ...rest, block: next } : rest;
      }
      return home(next);
    }
    case 'tick':
      return session.until !== undefined && now >= session.until ? home(block) : session;
    default:
      return input satisfies never;
  }
};

/** The screen as it is now: what is left of a countdown is told to a screen that comes late. */
export const screenAt = (session: Session, now: number): ScreenState => {
  const { screen, until } = session;
  const left = until === undefined ? 0 : Math.max(0, Math.round(until - now));
  if (screen.name === 'thanks') return { ...screen, undoMs: left };
  if (screen.name === 'comment') return { ...screen, remainingMs: left };
  if (screen.name === 'repeat' && screen.undo) return { ...screen, undo: { ...screen.undo, ms: left } };
  return screen;
};
