import { type ReactNode, useState } from 'react';
import type { SettingEntry, SettingKey, SettingsView as View } from '../../../centre/api/setting.ts';
import { settingKeys } from '../../../centre/api/setting.ts';
import { dayAt, formatDay } from '../../format/dates.ts';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useMay, useResource, useWords } from '../../state/console.ts';
import { standingOn } from '../registry/standing.ts';
import { AdminFrame } from './admin-frame.tsx';
import { settingGroups } from './centre-settings.ts';
import { CutOffDialog, SettingDialog } from './setting-dialog.tsx';
import type { SettingContext } from './setting-group.ts';

type Rows = readonly (readonly [name: string, text: string])[];
type Open = SettingKey | 'cutOff' | null;

const rowsOf = <K extends SettingKey>(key: K, value: View['now'][K], context: SettingContext): Rows =>
  settingGroups[key].rows(value, context);

const rowsOfEntry = (entry: SettingEntry, context: SettingContext): Rows =>
  // A key's history holds that key's values.
  rowsOf(entry.key, entry.value as never, context);

const Group = ({
  title,
  rows,
  waiting,
  action,
}: {
  readonly title: string;
  readonly rows: Rows;
  readonly waiting: readonly { readonly key: string; readonly title: string; readonly rows: Rows }[];
  readonly action: ReactNode;
}) => (
  <section className="setting">
    <div className="split">
      <h2>{title}</h2>
      {action}
    </div>
    <dl className="setting-rows">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{text}</dd>
        </div>
      ))}
    </dl>
    {waiting.map((each) => (
      <div key={each.key} className="setting-waits">
        <h3>{each.title}</h3>
        <dl className="setting-rows">
          {each.rows.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{text}</dd>
            </div>
          ))}
        </dl>
      </div>
    ))}
  </section>
);

const History = ({ view, context }: { readonly view: View; readonly context: SettingContext }) => {
  const { words } = context;
  const entries = view.history.slice(0, 12);
  return (
    <section>
      <h2>{words.historyTitle}</h2>
      {entries.length === 0 ? (
        <p>{words.historyNone}</p>
      ) : (
        <ul className="entries">
          {entries.map(({ key, from, person, on }) => (
            <li key={`${key} ${on} ${from}`}>
              {words.historyLine(words.groups[key], from === null ? '' : formatDay(from))}
              {person !== null && on !== null && (
                <span className="caption under">{words.historyBy(person, formatDay(dayAt(on)))}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Page = ({ view, address }: { readonly view: View; readonly address: string }) => {
  const { resources } = useConsole();
  const { settings: words, shell } = useWords();
  const mayChange = useMay('administer');
  const registry = useResource('GET /api/registry');
  const [open, setOpen] = useState<Open>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const departments = registry.value ? standingOn(registry.value.departments, view.today) : [];
  const context: SettingContext = { words, shell, departments };
  const done = (next: View): void => {
    if (open !== null) setSaved(words.groups[open]);
    resources.put(address, next);
    setOpen(null);
  };
  const action = (key: SettingKey | 'cutOff') =>
    mayChange && (
      <button
        type="button"
        className="button"
        aria-label={words.changeOf(words.groups[key])}
        onClick={() => {
          setSaved(null);
          setOpen(key);
        }}
      >
        {words.change}
      </button>
    );
  const cutOffs: Rows = view.cutOffs.map(({ from, day }) => [
    words.groups.cutOff,
    words.cutOffLine(day, `${from.slice(5)}/${from.slice(0, 4)}`),
  ]);
  const waitingOf = (key: SettingKey) =>
    view.history
      .filter((entry) => entry.key === key && entry.from !== null && entry.from > view.today)
      .map((entry) => ({
        key: `${entry.from} ${entry.on}`,
        title: words.later(formatDay(entry.from ?? view.today)),
        rows: rowsOfEntry(entry, context),
      }));
  return (
    <AdminFrame
      view="settings"
      title={words.headline}
      lead={mayChange ? words.lead : words.readOnly}
      railName={words.historyTitle}
      rail={<History view={view} context={context} />}
    >
      {saved !== null && (
        <p className="banner" role="status">
          {words.saved(saved)}
        </p>
      )}
      <div className="settings">
        {settingKeys.flatMap((key) => [
          <Group
            key={key}
            title={words.groups[key]}
            rows={rowsOf(key, view.now[key], context)}
            waiting={waitingOf(key)}
            action={action(key)}
          />,
          ...(key === 'report'
            ? [
                <Group
                  key="cutOff"
                  title={words.groups.cutOff}
                  rows={cutOffs.length === 0 ? [[words.groups.cutOff, words.cutOffBuiltIn]] : cutOffs}
                  waiting={[]}
                  action={action('cutOff')}
                />,
              ]
            : []),
        ])}
      </div>
      {open === 'cutOff' ? (
        <CutOffDialog view={view} context={context} onLater={() => setOpen(null)} onSaved={done} />
      ) : open !== null ? (
        <SettingDialog
          settingKey={open}
          view={view}
          context={context}
          onLater={() => setOpen(null)}
          onSaved={done}
        />
      ) : null}
    </AdminFrame>
  );
};

/** What holds today, what waits for its day, and who changed what. */
export const SettingsView = () => {
  const resource = useResource('GET /api/settings');
  return <Loading of={resource}>{(view) => <Page view={view} address={resource.address} />}</Loading>;
};
