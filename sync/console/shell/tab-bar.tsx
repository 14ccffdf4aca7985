import { Icon, type IconName } from '../parts/icon.tsx';
import { useWords } from '../state/console.ts';
import { hrefOf, type Route } from '../state/route.ts';
import { type Place, placeOf } from './places.ts';

const tabs: readonly { readonly place: Place; readonly icon: IconName; readonly route: Route }[] = [
  { place: 'today', icon: 'chart', route: { page: 'today' } },
  { place: 'period', icon: 'document', route: { page: 'period', label: null, view: 'sheet' } },
  { place: 'kiosks', icon: 'kiosk', route: { page: 'kiosks' } },
  { place: 'comments', icon: 'comment', route: { page: 'comments' } },
  { place: 'more', icon: 'menu', route: { page: 'more' } },
];

/** The phone's five places, within reach of a thumb. */
export const TabBar = ({ route, calling }: { readonly route: Route; readonly calling: number }) => {
  const { shell } = useWords();
  const place = placeOf(route);
  const here = place === 'registry' || place === 'admin' ? 'more' : place;
  return (
    <nav className="tabs" aria-label={shell.tabsName}>
      {tabs.map((tab) => (
        <a key={tab.place} href={hrefOf(tab.route)} aria-current={tab.place === here ? 'page' : undefined}>
          <Icon name={tab.icon} />
          {shell.places[tab.place]}
          {tab.place === 'kiosks' && calling > 0 && (
            <span className="badge">
              <span aria-hidden="true">{calling}</span>
              <span className="unseen">{shell.kiosksCalling(calling)}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
};
