import { useWords } from '../state/console.ts';

/** Says who can, not only that you cannot. */
export const NoRight = ({ place, who }: { readonly place: string; readonly who: string }) => {
  const { shell } = useWords();
  return (
    <main className="main">
      <h1>{shell.noRight.title(place)}</h1>
      <p className="lead">{shell.noRight.text(who)}</p>
    </main>
  );
};
