import type { PeriodView } from '../../../centre/api/period.ts';
import { ClosedRail } from './closed-rail.tsx';
import { OpenRail } from './open-rail.tsx';

/** What to do with this period. An open one asks for its closing; a closed one says how it was closed. */
export const PeriodRail = ({ period, address }: { readonly period: PeriodView; readonly address: string }) =>
  period.closing === null ? (
    <OpenRail period={period} address={address} />
  ) : (
    <ClosedRail period={period} closing={period.closing} address={address} />
  );
