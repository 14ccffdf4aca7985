import type { RegistryView } from '../../../centre/api/registry.ts';
import { formatDay } from '../../format/dates.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useMay, useWords } from '../../state/console.ts';
import { counterOn, nameIn, standingOn } from './standing.ts';
import type { Task } from './tasks.tsx';

/** The rows of the table as they stand today, and below them those that stand no more. */
export const DepartmentsView = ({
  view,
  onTask,
}: {
  readonly view: RegistryView;
  readonly onTask: (task: Task) => void;
}) => {
  const { registry: words } = useWords();
  const mayChange = useMay('administer');
  const rows = standingOn(view.departments, view.today);
  const inForce = new Set(rows.map(({ id }) => id));
  const ended = view.departments.filter(
    ({ id, terms }) => !inForce.has(id) && terms.every(({ to }) => to !== null && to < view.today),
  );
  const nameOf = nameIn(view);
  const countersOf = (id: string): number =>
    view.counters.filter((counter) => counterOn(counter, view.today)?.department === id).length;
  return (
    <>
      {rows.length > 0 && (
        <table className="table roomy">
          <thead>
            <tr>
              <th scope="col" className="right order">
                {words.place}
              </th>
              <th scope="col">{words.department}</th>
              <th scope="col" className="since wide-cell">
                {words.since}
              </th>
              <th scope="col" className="right">
                {words.counterHead}
              </th>
              {mayChange && (
                <th scope="col">
                  <span className="unseen">{words.act}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={row.id}>
                <td className="num right quiet order">{place + 1}</td>
                <th scope="row" lang="vi">
                  <OfficialName name={row.name} />
                </th>
                <td className="num soft since wide-cell">
                  {row.from === null ? words.ever : formatDay(row.from)}
                </td>
                <td className="num right">{countersOf(row.id)}</td>
                {mayChange && (
                  <td className="right act">
                    <button
                      type="button"
                      className="link"
                      aria-label={words.rename(row.name)}
                      onClick={() => onTask({ task: 'department', of: row })}
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
      {ended.length > 0 && (
        <section className="section">
          <h2>{words.ended}</h2>
          <table className="table roomy">
            <thead>
              <tr>
                <th scope="col">{words.department}</th>
                <th scope="col">{words.endedOn}</th>
                <th scope="col">{words.successor}</th>
              </tr>
            </thead>
            <tbody>
              {ended.map(({ id, terms, successor }) => (
                <tr key={id}>
                  <th scope="row" lang="vi">
                    <OfficialName name={nameOf(id)} />
                  </th>
                  <td className="num soft">{formatDay(terms.at(-1)?.to ?? view.today)}</td>
                  <td>
                    {successor === null ? words.noSuccessor : <OfficialName name={nameOf(successor)} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};
