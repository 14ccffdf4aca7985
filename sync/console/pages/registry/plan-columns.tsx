import type { PlanRow, RegistryPlan } from '../../../centre/api/registry.ts';
import { PlanLinks, planHeights } from '../../charts/plan-links.tsx';
import { formatDay } from '../../format/dates.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useWords } from '../../state/console.ts';

const Column = ({
  rows,
  height,
  isBefore,
  changed,
}: {
  readonly rows: readonly PlanRow[];
  readonly height: number;
  readonly isBefore: boolean;
  readonly changed: ReadonlySet<string>;
}) => {
  const { registry: words } = useWords();
  return (
    <ol className="plan-rows">
      {rows.map((row) => (
        <li
          key={row.id}
          style={{ height }}
          className={isBefore ? (row.to ? 'ending' : 'staying') : changed.has(row.id) ? 'strong' : ''}
        >
          <span className="num quiet">{row.order}</span>
          <span className="plan-name">
            <OfficialName name={row.name} />
          </span>
          {isBefore && (
            <span className={row.to ? 'plan-until ends' : 'plan-until'}>
              {row.to ? words.until(formatDay(row.to)) : words.valid}
            </span>
          )}
          {!isBefore && row.isNew && <span className="tag">{words.isNew}</span>}
          <span className="num soft plan-counters">{words.counters(row.counters)}</span>
        </li>
      ))}
    </ol>
  );
};

/** Who becomes whom: the table before and the table after, with lines between. */
export const PlanColumns = ({ plan }: { readonly plan: RegistryPlan }) => {
  const { registry: words } = useWords();
  const heights = planHeights(plan);
  const changed = new Set(plan.links.filter(({ isChange }) => isChange).map(({ after }) => after));
  const nameOf = (rows: readonly PlanRow[], id: string): string =>
    rows.find((row) => row.id === id)?.name ?? id;
  return (
    <div className="plan">
      <section>
        <h2>{words.before(plan.before.length, null)}</h2>
        <Column rows={plan.before} height={heights.before} isBefore changed={changed} />
      </section>
      <PlanLinks plan={plan} />
      <section>
        <h2>{words.after(plan.after.length, plan.from === null ? '' : formatDay(plan.from))}</h2>
        <Column rows={plan.after} height={heights.after} isBefore={false} changed={changed} />
      </section>
      <ul className="unseen" aria-label={words.mapName}>
        {plan.links
          .filter(({ isChange }) => isChange)
          .map(({ before, after }) => (
            <li key={`${before} ${after}`}>
              {words.becomes(nameOf(plan.before, before), nameOf(plan.after, after))}
            </li>
          ))}
      </ul>
    </div>
  );
};
