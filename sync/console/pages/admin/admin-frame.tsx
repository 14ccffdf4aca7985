import type { ReactNode } from 'react';
import { useMay, useWords } from '../../state/console.ts';
import { type AdminView, adminViews, hrefOf } from '../../state/route.ts';

/** What anybody who is signed in may open; the rest is for administrators. */
const forEverybody: ReadonlySet<AdminView> = new Set(['settings', 'alarms', 'account']);
export const mayOpen = (view: AdminView, mayAdminister: boolean): boolean =>
  mayAdminister || forEverybody.has(view);

export const AdminViews = ({ view }: { readonly view: AdminView }) => {
  const { admin } = useWords();
  const mayAdminister = useMay('administer');
  return (
    <nav className="views admin-views" aria-label={admin.viewsName}>
      {adminViews
        .filter((each) => mayOpen(each, mayAdminister))
        .map((each) => (
          <a
            key={each}
            href={hrefOf({ page: 'admin', view: each })}
            aria-current={each === view ? 'page' : undefined}
          >
            {admin.views[each]}
          </a>
        ))}
    </nav>
  );
};

/** One part of administration: its sentence, the way to the other parts, and on the right what is to be done. */
export const AdminFrame = ({
  view,
  title,
  lead,
  rail,
  railName,
  children,
}: {
  readonly view: AdminView;
  readonly title: string;
  readonly lead: ReactNode;
  readonly rail: ReactNode;
  readonly railName: string;
  readonly children: ReactNode;
}) => (
  <div className="frame admin">
    <main className="main">
      <AdminViews view={view} />
      <header className="page-head">
        <h1>{title}</h1>
        <p className="lead">{lead}</p>
      </header>
      {children}
    </main>
    <aside className="rail after" aria-label={railName}>
      {rail}
    </aside>
  </div>
);
