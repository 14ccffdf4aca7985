import type { Right } from '../../centre/api/role.ts';
import type { Me } from '../../centre/api/session.ts';
import type { Route } from '../state/route.ts';

export type Place = 'today' | 'period' | 'kiosks' | 'comments' | 'registry' | 'admin' | 'more';

interface PlaceEntry {
  readonly place: Place;
  readonly route: Route;
  /** Everybody sees that a page is there; the page itself says who may read it. */
  readonly right: Right;
}

const all: readonly PlaceEntry[] = [
  { place: 'today', route: { page: 'today' }, right: 'see' },
  { place: 'period', route: { page: 'period', label: null, view: 'sheet' }, right: 'see' },
  { place: 'kiosks', route: { page: 'kiosks' }, right: 'see' },
  { place: 'comments', route: { page: 'comments' }, right: 'see' },
  { place: 'registry', route: { page: 'registry' }, right: 'see' },
  { place: 'admin', route: { page: 'admin', view: 'people' }, right: 'see' },
];

export const placesFor = (me: Pick<Me, 'rights'>): readonly PlaceEntry[] =>
  all.filter(({ right }) => me.rights.includes(right));

export const placeOf = (route: Route): Place => {
  switch (route.page) {
    case 'kiosk':
      return 'kiosks';
    case 'today':
    case 'period':
    case 'kiosks':
    case 'comments':
    case 'registry':
    case 'admin':
    case 'more':
      return route.page;
    default:
      return route satisfies never;
  }
};
