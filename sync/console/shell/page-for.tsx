import { TodayPage } from '../pages/today/today-page.tsx';
import type { Route } from '../state/route.ts';
import { LaterPageFor } from './later-pages.tsx';

export const PageFor = ({ route }: { readonly route: Route }) =>
  route.page === 'today' ? <TodayPage /> : <LaterPageFor route={route} />;
