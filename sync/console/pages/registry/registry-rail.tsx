import type { RegistryPlan, RegistryView } from '../../../centre/api/registry.ts';
import { formatDay, formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../state/address.ts';
import { useMay, useWords } from '../../state/console.ts';
import type { Task } from './tasks.tsx';
import type { Draft } from './use-draft.ts';

const Facts = ({ plan }: { readonly plan: RegistryPlan }) => {
  const { registry: words } = useWords();
  const { ending, beginning, growing, same } = plan.summary;
  const rows = [
    [words.ending, ending],
    [words.beginning, beginning],
    [words.growing, growing],
    [words.same, same],
  ] as const;
  return (
    <table className="sums">
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">
              <b>{count}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const PlanSections = ({
  plan,
  draft,
  onOpen,
}: {
  readonly plan: RegistryPlan;
  readonly draft: Draft | null;
  readonly onOpen: (what: 'edit' | 'apply' | 'moved') => void;
}) => {
  const { registry: words } = useWords();
  const { period, movedCounters, from } = plan;
  const drafted = draft && formatDay(draft.draftedOn);
  return (
    <>
      <section>
        <h2>{words.plan}</h2>
        <p>{drafted ? (from === null ? words.draftNow(drafted) : words.draft(drafted)) : words.applied}</p>
        <Facts plan={plan} />
      </section>
      {period && (
        <section>
          <h2>{words.period(formatMonth(monthOf(period.label)), yearOf(period.label), period.rows)}</h2>
          <p>{words.periodText(formatMonth(monthOf(period.nextLabel)), period.nextRows)}</p>
        </section>
      )}
      {movedCounters.length > 0 && from !== null && (
        <section>
          <h2>{words.moved}</h2>
          <p>{words.movedText(movedCounters.length, formatDay(from))}</p>
          <p className="more">
            <button type="button" className="link" onClick={() => onOpen('moved')}>
              {words.seeMoved(movedCounters.length)}
            </button>
          </p>
        </section>
      )}
    </>
  );
};

/** What the change does to the next tables, and the only way to make it true. */
export const RegistryRail = ({
  plan,
  draft,
  isPlanShown,
  onTask,
  onOpen,
}: {
  readonly view: RegistryView;
  readonly plan: RegistryPlan | null;
  readonly draft: Draft | null;
  readonly isPlanShown: boolean;
  readonly onTask: (task: Task) => void;
  readonly onOpen: (what: 'edit' | 'apply' | 'moved') => void;
}) => {
  const { registry: words } = useWords();
  const mayChange = useMay('administer');
  const tasks = [
    { task: 'merge', label: words.merge },
    { task: 'split', label: words.split },
    { task: 'end', label: words.end },
  ] as const;
  return (
    <aside className="rail after registry-rail" aria-label={plan && isPlanShown ? words.plan : words.tasks}>
      {plan && isPlanShown && <PlanSections plan={plan} draft={draft} onOpen={onOpen} />}
      {draft && mayChange && (
        <section>
          <div className="stack">
            <button type="button" className="button primary wide" onClick={() => onOpen('apply')}>
              {draft.preview.plan.from === null
                ? words.applyNow
                : words.apply(formatDay(draft.preview.plan.from))}
            </button>
            <button type="button" className="button wide" onClick={() => onOpen('edit')}>
              {words.editPlan}
            </button>
          </div>
        </section>
      )}
      <section>
        <h2>{draft ? words.more : words.tasks}</h2>
        {!draft && <p>{mayChange ? words.tasksText : words.byAdmin}</p>}
        <div className="task-list">
          {mayChange && (
            <>
              {tasks.map(({ task, label }) => (
                <button key={task} type="button" className="button" onClick={() => onTask({ task })}>
                  {label}
                </button>
              ))}
              <button
                type="button"
                className="button"
                onClick={() => onTask({ task: 'department', of: null })}
              >
                {words.begin}
              </button>
              <button type="button" className="button" onClick={() => onTask({ task: 'import' })}>
                {words.fromCsv}
              </button>
            </>
          )}
          <a className="button" href={addressOf('GET /api/registry/csv')} download="">
            <Icon name="download" />
            {words.toCsv}
          </a>
        </div>
      </section>
    </aside>
  );
};
