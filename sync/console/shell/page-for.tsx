import { AdminPage } from '../pages/admin/admin-page.tsx';
import { CommentsPage } from '../pages/comments/comments-page.tsx';
import { KioskPage } from '../pages/kiosks/kiosk-page.tsx';
import { KiosksPage } from '../pages/kiosks/kiosks-page.tsx';
import { MorePage } from '../pages/more-page.tsx';
import { CurrentPeriodPage, PeriodPage } from '../pages/period/period-page.tsx';
import { RegistryPage } from '../pages/registry/registry-page.tsx';
import { TodayPage } from '../pages/today/today-page.tsx';
import type { Route } from '../state/route.ts';

export const PageFor = ({ route }: { readonly route: Route }) => {
  switch (route.page) {
    case 'today':
      return <TodayPage />;
    case 'period':
      return route.label === null ? (
        <CurrentPeriodPage />
      ) : (
        <PeriodPage key={route.label} label={route.label} view={route.view} />
      );
    case 'kiosks':
      return <KiosksPage />;
    case 'kiosk':
      return <KioskPage key={route.kiosk} id={route.kiosk} />;
    case 'comments':
      return <CommentsPage />;
    case 'registry':
      return <RegistryPage />;
    case 'admin':
      return <AdminPage view={route.view} />;
    case 'more':
      return <MorePage />;
    default:
      return route satisfies never;
  }
};
