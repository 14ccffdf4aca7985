import { useMay, useWords } from '../../state/console.ts';
import type { AdminView } from '../../state/route.ts';
import { AccountView } from './account-view.tsx';
import { AdminViews, mayOpen } from './admin-frame.tsx';
import { AlarmsView } from './alarms-view.tsx';
import { AuditView } from './audit-view.tsx';
import { KeepingView } from './keeping-view.tsx';
import { PeopleView } from './people-view.tsx';
import { SettingsView } from './settings-view.tsx';
import { SystemsView } from './systems-view.tsx';

const views: Readonly<Record<AdminView, () => React.JSX.Element>> = {
  people: PeopleView,
  settings: SettingsView,
  systems: SystemsView,
  keeping: KeepingView,
  alarms: AlarmsView,
  audit: AuditView,
  account: AccountView,
};

/** Who may do what, what holds from when, who did what: Quản trị. */
export const AdminPage = ({ view }: { readonly view: AdminView }) => {
  const { admin, shell } = useWords();
  const mayAdminister = useMay('administer');
  if (!mayOpen(view, mayAdminister))
    return (
      <div className="frame alone admin">
        <main className="main">
          <AdminViews view={view} />
          <h1>{shell.noRight.title(admin.views[view])}</h1>
          <p className="lead">{shell.noRight.text(admin.admins)}</p>
        </main>
      </div>
    );
  const View = views[view];
  return <View />;
};
