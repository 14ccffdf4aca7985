import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PageClock } from '../link/timers.ts';
import type { Page, PageStore } from '../state/page-store.ts';
import { useClock, usePageParts } from './page-context.ts';

/** Whole seconds until `endsAt` (the page's clock), as people count them: "5" is shown for the whole first second. */
export const useSecondsLeft = (endsAt: number): number => {
  const clock = useClock();
  const [seconds, setSeconds] = useState(() => Math.ceil(Math.max(0, endsAt - clock.now()) / 1_000));
  useEffect(() => {
    let callOff = (): void => {};
    const tick = (): void => {
      const left = Math.max(0, endsAt - clock.now());
      setSeconds(Math.ceil(left / 1_000));
      if (left > 0) callOff = clock.after(left % 1_000 || 1_000, tick);
    };
    tick();
    return () => callOff();
  }, [endsAt, clock]);
  return seconds;
};

// An end that is told again differs by the way of the message.
const sameEndMs = 150;

/** Keeps a ring and its number true to an end that the page's state tells, until it is called off. */
const follow = (
  page: Page,
  clock: PageClock,
  endOf: (state: PageStore) => number | undefined,
  fullMs: number,
  ring: SVGElement,
  number: HTMLElement,
): (() => void) => {
  let endsAt: number | undefined;
  let callOff = (): void => {};
  let running: Animation | undefined;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)');
  const tick = (): void => {
    if (endsAt === undefined) return;
    const left = Math.max(0, endsAt - clock.now());
    number.textContent = String(Math.ceil(left / 1_000));
    if (left > 0) callOff = clock.after(left % 1_000 || 1_000, tick);
  };
  const look = (state: PageStore): void => {
    const next = endOf(state);
    if (next === endsAt) return;
    if (next !== undefined && endsAt !== undefined && Math.abs(next - endsAt) < sameEndMs) return;
    callOff();
    running?.cancel();
    endsAt = next;
    if (next === undefined) return;
    const gone = Math.max(0, fullMs - (next - clock.now()));
    if (!isStill.matches)
      running = ring.animate(
        { strokeDashoffset: [0, 100] },
        { duration: fullMs, delay: -Math.round(gone), fill: 'both' },
      );
    tick();
  };
  look(page.getState());
  const unsubscribe = page.subscribe(look);
  return () => {
    unsubscribe();
    callOff();
    running?.cancel();
  };
};

/**
 * A ring that runs out, and the seconds that are left in it. `fullMs` is a whole ring. It is drawn once and moved by hand: the
 * thanks that it stands in is kept, and nothing else in it changes from one citizen to the next.
 */
export const Countdown = (props: {
  /** When it ends, by the page's clock; must be the same function for as long as this stands. */
  readonly endOf: (state: PageStore) => number | undefined;
  readonly fullMs: number;
}) => {
  const { endOf, fullMs } = props;
  const { page, clock } = usePageParts();
  const ring = useRef<SVGCircleElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!ring.current || !number.current) return undefined;
    return follow(page, clock, endOf, fullMs, ring.current, number.current);
  }, [page, clock, endOf, fullMs]);
  return (
    <span className="countdown">
      <svg className="countdown-ring" viewBox="0 0 80 80" aria-hidden="true" focusable="false">
        <circle ref={ring} cx="40" cy="40" r="35" pathLength="100" />
      </svg>
      <span ref={number} className="countdown-number" />
    </span>
  );
};
