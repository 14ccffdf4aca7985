import { useMe, useWords } from '../state/console.ts';
import { hrefOf } from '../state/route.ts';

/** The phone's fifth place: everything that has no place of its own in the bar. */
export const MorePage = () => {
  const { shell, admin } = useWords();
  const me = useMe();
  return (
    <main className="main">
      <h1>{shell.places.more}</h1>
      <p className="lead">
        {me.fullName}, {shell.roles[me.role]}
      </p>
      <ul className="more-list">
        <li>
          <a href={hrefOf({ page: 'registry' })}>{shell.places.registry}</a>
        </li>
        {(['people', 'settings', 'audit', 'account'] as const).map((view) => (
          <li key={view}>
            <a href={hrefOf({ page: 'admin', view })}>{admin.views[view]}</a>
          </li>
        ))}
      </ul>
    </main>
  );
};
