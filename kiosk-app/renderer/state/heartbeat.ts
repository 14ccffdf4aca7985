import type { Send } from '../link/send.ts';
import type { PageClock } from '../link/timers.ts';

export interface HeartbeatParts {
  readonly clock: PageClock;
  readonly send: Send;
  /** Calls back when the browser is about to paint a frame. */
  readonly nextFrame: (run: () => void) => void;
  /** Whether a screen is really there to be painted. */
  readonly isDrawn: () => boolean;
}

const everyMs = 1_000;

/**
 * Tells the kiosk of painted frames, one a second. Two frames are waited for: the second proves that the first went out. A page
 * that hangs, is hidden or white says nothing, and whoever supervises the window hears the silence.
 */
export const beat = ({ clock, send, nextFrame, isDrawn }: HeartbeatParts): (() => void) => {
  let frame = 0;
  let isStopped = false;
  let callOff = (): void => {};
  const next = (): void => {
    callOff = clock.after(everyMs, () =>
      nextFrame(() =>
        nextFrame(() => {
          if (isStopped) return;
          if (isDrawn()) {
            frame += 1;
            void send({ do: 'heartbeat', frame });
          }
          next();
        }),
      ),
    );
  };
  next();
  return () => {
    isStopped = true;
    callOff();
  };
};
