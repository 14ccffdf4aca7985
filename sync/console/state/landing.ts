import type { PeriodLine } from '../../centre/api/period.ts';
import type { SessionState } from '../../centre/api/session.ts';
import { hrefOf, parseRoute } from './route.ts';
import type { Server } from './server.ts';

const key = 'mot-cham/landing';

/** The period that ended last, while nobody has closed it. */
export const waitingPeriod = (periods: readonly PeriodLine[]): string | null => {
  const last = periods.find(({ state }) => state === 'ended' || state === 'closed');
  return last?.state === 'ended' ? last.label : null;
};

export const takeLanding = (): boolean => {
  const isMarked = window.sessionStorage.getItem(key) === '1';
  window.sessionStorage.removeItem(key);
  return isMarked;
};

/**
 * Whoever signs in to report while a period waits for its closing is brought to it, unless the address names another page.
 * The mark lets that page put the keyboard on the closing, once.
 */
export const landOnTask = async (state: SessionState, server: Server): Promise<void> => {
  const { hash } = window.location;
  if (state.step !== 'done' || !state.me.rights.includes('report') || parseRoute(hash).page !== 'today')
    return;
  const answer = await server.ask('GET /api/periods');
  const waiting = answer.ok ? waitingPeriod(answer.value.periods) : null;
  if (waiting === null) return;
  window.sessionStorage.setItem(key, '1');
  window.location.hash = hrefOf({ page: 'period', label: waiting, view: 'sheet' });
};
