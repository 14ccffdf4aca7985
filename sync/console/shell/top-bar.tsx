import { useStore } from 'zustand';
import { formatTime } from '../format/dates.ts';
import { Icon, Logo } from '../parts/icon.tsx';
import { useConsole, useMe, useWords } from '../state/console.ts';
import { hrefOf, type Route } from '../state/route.ts';
import { placeOf, placesFor } from './places.ts';

/** Of when the numbers are: live, or the time they were true. */
export const LiveMark = ({ at }: { readonly at: string | null }) => {
  const { live } = useConsole();
  const { shell } = useWords();
  const { status } = useStore(live.store);
  const time = at === null ? null : formatTime(at);
  return (
    <p className="live" role="status">
      {status === 'live' ? (
        <>
          <span className="dot" />
          {shell.live} <span className="num">{time}</span>
        </>
      ) : (
        <span className="num">{time === null ? shell.connecting : shell.stale(time)}</span>
      )}
    </p>
  );
};

export const TopBar = ({
  route,
  at,
  calling,
}: {
  readonly route: Route;
  readonly at: string | null;
  readonly calling: number;
}) => {
  const { shell } = useWords();
  const me = useMe();
  const here = placeOf(route);
  return (
    <header className="top">
      <a
        className="brand"
        href={hrefOf({ page: 'today' })}
        aria-label={here === 'today' ? shell.product : `${shell.product}, ${shell.places[here]}`}
      >
        <Logo />
        <span className={here === 'today' ? 'name' : 'name not-phone'}>{shell.product}</span>
        {here !== 'today' && <span className="phone-only">{shell.places[here]}</span>}
      </a>
      <nav aria-label={shell.placesName} className="places">
        {placesFor(me).map(({ place, route: target }) => (
          <a key={place} href={hrefOf(target)} aria-current={place === here ? 'page' : undefined}>
            <span className="label" data-label={shell.places[place]}>
              {shell.places[place]}
            </span>
            {place === 'kiosks' && calling > 0 && (
              <span className="calls">
                <Icon name="alert" />
                <span aria-hidden="true">{calling}</span>
                <span className="unseen">{shell.kiosksCalling(calling)}</span>
              </span>
            )}
          </a>
        ))}
      </nav>
      <div className="end">
        <span id="phone-chip" className="phone-only" />
        <LiveMark at={at} />
        <a className="who" href={hrefOf({ page: 'admin', view: 'account' })}>
          <b>{me.fullName}</b>
          <span>{shell.roles[me.role]}</span>
        </a>
      </div>
    </header>
  );
};
