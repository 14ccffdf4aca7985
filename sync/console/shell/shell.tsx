import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../format/dates.ts';
import { Icon } from '../parts/icon.tsx';
import { useConsole, useResource, useRoute, useWords } from '../state/console.ts';
import { whenPainted } from '../state/when-painted.ts';
import { useLaterPages } from './later-pages.tsx';
import { PageFor } from './page-for.tsx';
import { placeOf } from './places.ts';
import { TabBar } from './tab-bar.tsx';
import { TopBar } from './top-bar.tsx';

/** Says that the line to the centre is gone, and of when the numbers are that stay on the page. */
const LostLine = ({ at }: { readonly at: string | null }) => {
  const { live } = useConsole();
  const { shell } = useWords();
  const { status } = useStore(live.store);
  if (status !== 'lost' || at === null) return null;
  const time = formatTime(at);
  return (
    <div className="banner calls lost" role="alert">
      <Icon name="offline" />
      <p>
        <b>{shell.lost(time)}</b> {shell.lostMore(time)}{' '}
        <button type="button" className="link" onClick={live.retry}>
          {shell.retry}
        </button>
      </p>
    </div>
  );
};

/** What stands around every page of somebody who is signed in. */
export const Shell = () => {
  const { live } = useConsole();
  const { shell } = useWords();
  const route = useRoute();
  const place = placeOf(route);
  const { value: today } = useResource('GET /api/today');
  const main = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  const key = route.page === 'kiosk' ? `kiosk ${route.kiosk}` : place;

  const later = useLaterPages();
  const isToldNumbers = today !== null;
  // Once the numbers are on the screen, the scripts of all other pages come, too.
  useEffect(() => {
    if (isToldNumbers) void whenPainted().then(later.bringAll);
  }, [isToldNumbers, later]);
  useEffect(() => {
    live.start();
    return live.stop;
  }, [live]);
  useEffect(() => {
    document.title = `${shell.places[place]} · ${shell.product}`;
  }, [place, shell]);
  // A new page is read from its beginning; the first one keeps the browser's own start.
  useEffect(() => {
    if (key === '') return;
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [key]);

  const calling = today?.kiosks.needPerson ?? 0;
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        {shell.skip}
      </button>
      <TopBar route={route} at={today?.at ?? null} calling={calling} />
      <LostLine at={today?.at ?? null} />
      <div className="page" id="main" ref={main} tabIndex={-1}>
        <PageFor route={route} />
      </div>
      <TabBar route={route} calling={calling} />
    </>
  );
};
