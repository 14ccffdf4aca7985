import { useConsole, useMay, useMe, useWords } from '../state/console.ts';
import { adminViews, hrefOf } from '../state/route.ts';
import { mayOpen } from './admin/admin-frame.tsx';

/** The phone's fifth place: everything that has no place of its own in the bar. */
export const MorePage = () => {
  const { session } = useConsole();
  const { shell, admin } = useWords();
  const me = useMe();
  const mayAdminister = useMay('administer');
  return (
    <div className="frame alone">
      <main className="main">
        <h1>{shell.places.more}</h1>
        <p className="lead">
          {me.fullName}, {shell.roles[me.role]}
        </p>
        <ul className="more-list">
          <li>
            <a href={hrefOf({ page: 'registry' })}>{shell.places.registry}</a>
          </li>
          {adminViews
            .filter((view) => mayOpen(view, mayAdminister))
            .map((view) => (
              <li key={view}>
                <a href={hrefOf({ page: 'admin', view })}>{admin.views[view]}</a>
              </li>
            ))}
        </ul>
        <p className="section">
          <button type="button" className="button wide" onClick={() => void session.signOut()}>
            {shell.signOut}
          </button>
        </p>
      </main>
    </div>
  );
};
