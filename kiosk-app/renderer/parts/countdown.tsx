import { useEffect, useMemo, useState } from 'react';
import { useClock } from './page-context.ts';

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

/** A ring that runs out, and the seconds that are left in it. `fullMs` is a whole ring. */
export const Countdown = (props: { readonly endsAt: number; readonly fullMs: number }) => {
  const { endsAt, fullMs } = props;
  const clock = useClock();
  const seconds = useSecondsLeft(endsAt);
  const gone = useMemo(() => Math.max(0, fullMs - (endsAt - clock.now())), [endsAt, fullMs, clock]);
  return (
    <span className="countdown">
      <svg className="countdown-ring" viewBox="0 0 80 80" aria-hidden="true" focusable="false">
        <circle
          key={`${endsAt}-${gone}`}
          cx="40"
          cy="40"
          r="35"
          pathLength="100"
          style={{ animationDuration: `${fullMs}ms`, animationDelay: `${-Math.round(gone)}ms` }}
        />
      </svg>
      <span className="countdown-number">{seconds}</span>
    </span>
  );
};
