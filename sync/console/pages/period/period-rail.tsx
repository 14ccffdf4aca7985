import { useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { ClosedRail } from './closed-rail.tsx';
import { OpenRail } from './open-rail.tsx';

/** What may be done with a period. Whoever is at the question of closing keeps it when another closes: it then says so. */
export const PeriodRail = ({
  period,
  address,
}: {
  readonly period: PeriodView;
  readonly address: string;
}) => {
  const [isClosing, setIsClosing] = useState(false);
  return period.closing && !isClosing ? (
    <ClosedRail period={period} closing={period.closing} address={address} />
  ) : (
    <OpenRail period={period} address={address} isClosing={isClosing} onClosing={setIsClosing} />
  );
};
