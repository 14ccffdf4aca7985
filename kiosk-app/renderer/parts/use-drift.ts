import { useEffect, useState } from 'react';
import { driftAt } from '../layout/drift.ts';
import { useClock } from './page-context.ts';

const stepMs = 60_000;

/** The shift against burn-in: a step a minute while the screen rests, none under a finger. */
export const useDrift = (isResting: boolean): readonly [number, number] => {
  const clock = useClock();
  const [minute, setMinute] = useState(0);
  useEffect(() => {
    if (!isResting) return undefined;
    let callOff = (): void => {};
    const step = (): void => {
      callOff = clock.after(stepMs, () => {
        setMinute((now) => now + 1);
        step();
      });
    };
    step();
    return () => callOff();
  }, [isResting, clock]);
  return driftAt(minute);
};
