import type { LiveEvent, LivePage } from '../../centre/api/live.ts';
import type { LiveParts } from './live.ts';
import type { Resources } from './resources.ts';
import type { SessionDesk } from './session.ts';

const todayAddress = '/api/today';
const addresses: Readonly<Record<LivePage, readonly string[]>> = {
  kiosks: ['/api/kiosks', '/api/enrolments'],
  alarms: ['/api/alarms'],
  periods: ['/api/periods'],
  comments: ['/api/comments'],
  registry: ['/api/registry'],
  settings: ['/api/settings'],
  people: ['/api/people'],
};
/** Opening this page is written to the audit log each time, so it is never asked again by itself. */
const askedByPeopleOnly: ReadonlySet<LivePage> = new Set(['comments']);

/** What the stream's events do to what the page knows. */
export const followEvents = (
  resources: Resources,
  session: SessionDesk,
): Pick<LiveParts, 'onEvent' | 'onBack'> => {
  const refresh = (page: LivePage): void => {
    if (!askedByPeopleOnly.has(page)) addresses[page].forEach(resources.refresh);
  };
  return {
    onEvent: (event: LiveEvent) => {
      switch (event.kind) {
        case 'today':
          resources.put(todayAddress, event.today);
          return;
        case 'changed':
          for (const page of event.what) refresh(page);
          return;
        case 'ended':
          session.end();
          return;
        case 'ping':
          return;
        default:
          return event satisfies never;
      }
    },
    onBack: () => {
      resources.refresh(todayAddress);
      for (const page of Object.keys(addresses) as LivePage[]) refresh(page);
    },
  };
};
