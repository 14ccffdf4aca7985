import { useState } from 'react';
import type { RegistryChange, RegistryView } from '../../../centre/api/registry.ts';
import { dayAt, formatDay } from '../../format/dates.ts';
import { kioskName } from '../../format/phrases.ts';
import { FieldError } from '../../parts/field.tsx';
import { OfficialName } from '../../parts/phrases.tsx';
import { useMay, useWords } from '../../state/console.ts';
import { counterOn, nameIn } from './standing.ts';
import type { Task } from './tasks.tsx';
import type { DraftDesk } from './use-draft.ts';

/** Counters at which a kiosk says that it stands, and that nobody has registered. */
const undeclaredIn = (view: RegistryView, drafted: readonly RegistryChange[]): readonly RegistryChange[] => {
  const known = new Set(view.counters.map(({ id }) => id));
  for (const change of drafted) if (change.do === 'counter') known.add(change.id);
  const departments = new Set(view.departments.map(({ id }) => id));
  const found = new Map<string, RegistryChange>();
  for (const { counter, department, to } of view.bindings) {
    if (to !== null || known.has(counter) || !departments.has(department)) continue;
    found.set(counter, { do: 'counter', id: counter, label: kioskName(counter), department, from: null });
  }
  return [...found.values()];
};

const Bindings = ({ view }: { readonly view: RegistryView }) => {
  const { registry: words } = useWords();
  const nameOf = nameIn(view);
  return (
    <section className="section">
      <h2>{words.bindings}</h2>
      <p className="lead">{view.bindings.length === 0 ? words.noBindings : words.bindingsText}</p>
      {view.bindings.length > 0 && (
        <table className="table roomy">
          <thead>
            <tr>
              <th scope="col">{words.kiosk}</th>
              <th scope="col">{words.department}</th>
              <th scope="col">{words.counterHead}</th>
              <th scope="col">{words.from}</th>
              <th scope="col">{words.to}</th>
            </tr>
          </thead>
          <tbody>
            {view.bindings.map(({ kiosk, department, counter, from, to }) => (
              <tr key={`${kiosk} ${from}`} className={to === null ? '' : 'zero'}>
                <th scope="row" className="nowrap">
                  <b>{kioskName(kiosk)}</b>
                </th>
                <td lang="vi">
                  <OfficialName name={nameOf(department)} />
                </td>
                <td className="nowrap">{kioskName(counter)}</td>
                <td className="num">{formatDay(dayAt(from))}</td>
                <td className="num">{to === null ? words.stillThere : formatDay(dayAt(to))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

/** The counters with their departments and kiosks, and where each kiosk has stood. */
export const CountersView = ({
  view,
  desk,
  onTask,
  onDrafted,
}: {
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly onTask: (task: Task) => void;
  readonly onDrafted: () => void;
}) => {
  const { registry: words } = useWords();
  const mayChange = useMay('administer');
  const [wrong, setWrong] = useState<string | null>(null);
  const nameOf = nameIn(view);
  const undeclared = undeclaredIn(view, desk.draft?.preview.changes ?? []);
  const declare = async (): Promise<void> => {
    const problem = await desk.add(undeclared);
    setWrong(problem);
    if (problem === null) onDrafted();
  };
  const open = view.counters.flatMap((counter) => {
    const term = counterOn(counter, view.today);
    return term ? [{ counter, term }] : [];
  });
  return (
    <>
      <section>
        <div className="split">
          <h2>{words.countersTitle(open.length)}</h2>
          {mayChange && (
            <button type="button" className="button" onClick={() => onTask({ task: 'counter', of: null })}>
              {words.addCounter}
            </button>
          )}
        </div>
        {open.length === 0 && <p className="lead">{words.noCounters}</p>}
        {mayChange && undeclared.length > 0 && (
          <div className="banner">
            <div>
              <p>{words.undeclared(undeclared.length)}</p>
              <button type="button" className="button" onClick={() => void declare()}>
                {words.declare(undeclared.length)}
              </button>
              <FieldError error={wrong} />
            </div>
          </div>
        )}
        {open.length > 0 && (
          <table className="table roomy">
            <thead>
              <tr>
                <th scope="col">{words.counterHead}</th>
                <th scope="col">{words.department}</th>
                <th scope="col">{words.kiosk}</th>
                <th scope="col" className="wide-cell">
                  {words.since}
                </th>
                {mayChange && (
                  <th scope="col">
                    <span className="unseen">{words.act}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {open.map(({ counter, term }) => (
                <tr key={counter.id}>
                  <th scope="row" className="nowrap">
                    <b>{term.label}</b>
                  </th>
                  <td lang="vi">
                    {term.department === null ? (
                      words.notBound
                    ) : (
                      <OfficialName name={nameOf(term.department)} />
                    )}
                  </td>
                  <td className="nowrap">{counter.kiosks.map(kioskName).join(', ')}</td>
                  <td className="num soft wide-cell">
                    {term.from === null ? words.ever : formatDay(term.from)}
                  </td>
                  {mayChange && (
                    <td className="right act">
                      <button
                        type="button"
                        className="link"
                        aria-label={words.rename(term.label)}
                        onClick={() => onTask({ task: 'counter', of: counter })}
                      >
                        {words.act}
                      </button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      <Bindings view={view} />
    </>
  );
};
