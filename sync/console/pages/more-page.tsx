import { useConsole, useMe, useWords } from '../state/console.ts';

/** The phone's fifth place: everything that has no place of its own in the bar. */
export const MorePage = () => {
  const { session } = useConsole();
  const { shell } = useWords();
  const me = useMe();
  return (
    <main className="main">
      <h1>{shell.places.more}</h1>
      <p className="lead">
        {me.fullName}, {shell.roles[me.role]}
      </p>
      <button type="button" className="button" onClick={() => void session.signOut()}>
        {shell.signOut}
      </button>
    </main>
  );
};
