import type { ReactNode } from 'react';
import type { PlanRow, RegistryPlan } from '../../../centre/api/registry.ts';
import { PlanLinks, planHeights } from '../../charts/plan-links.tsx';
import { addDays, formatDay } from '../../format/dates.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';

const Column = ({
  rows,
  height,
  classOf,
  noteOf,
}: {
  readonly rows: readonly PlanRow[];
  readonly height: number;
  readonly classOf: (row: PlanRow) => string;
  readonly noteOf: (row: PlanRow) => ReactNode;
}) => {
  const { registry: words } = useWords();
  return (
    <ol className="plan-rows">
      {rows.map((row, place) => (
        <li key={row.id} style={{ height }} className={classOf(row)}>
          <span className="num quiet plan-order">{place + 1}</span>
          <span className="plan-name" lang="vi">
            <OfficialName name={row.name} />
          </span>
          {noteOf(row)}
          <span className="num soft plan-counters">{words.counters(row.counters)}</span>
        </li>
      ))}
    </ol>
  );
};

/** The day on which the table before began to be this one; null: it was never another. */
const beginOf = (rows: readonly PlanRow[]): string | null =>
  rows
    .flatMap(({ from }) => from ?? [])
    .sort()
    .at(-1) ?? null;

/** On a phone there is no room for two columns: the rows after, each with what it takes over, then what ends. */
const PhonePlan = ({ plan, nameOf }: { readonly plan: RegistryPlan; readonly nameOf: NameOf }) => {
  const { registry: words, shell } = useWords();
  const takenBy = (id: string): readonly string[] =>
    plan.links.filter((link) => link.after === id && link.before !== id).map(({ before }) => nameOf(before));
  return (
    <ol className="phone-plan">
      {plan.after.map((row, place) => {
        const taken = takenBy(row.id);
        return (
          <li key={row.id} className={taken.length > 0 || row.isNew ? 'strong' : ''}>
            <span className="num quiet">{place + 1}</span>
            <span>
              <span lang="vi">{row.name}</span> {row.isNew && <span className="tag">{words.isNew}</span>}
              {taken.length > 0 && <span className="caption">{words.takes(shell.and(taken))}</span>}
            </span>
            <span className="num soft">{words.counters(row.counters)}</span>
          </li>
        );
      })}
    </ol>
  );
};

type NameOf = (id: string) => string;

/** Who becomes whom: the table before and the table after, with lines between. */
export const PlanColumns = ({ plan }: { readonly plan: RegistryPlan }) => {
  const { registry: words } = useWords();
  const isPhone = usePhone();
  const heights = planHeights(plan);
  const changed = new Set(plan.links.filter(({ isChange }) => isChange).map(({ after }) => after));
  const stays = new Set(plan.after.map(({ id }) => id));
  const names = new Map([...plan.before, ...plan.after].map(({ id, name }) => [id, name]));
  const nameOf: NameOf = (id) => names.get(id) ?? id;
  // In a draft the rows before do not know yet that they end: the change ends them on its eve.
  const lastDayOf = (to: string | null): string => {
    const day = to ?? (plan.from === null ? null : addDays(plan.from, -1));
    return day === null ? '' : words.until(formatDay(day));
  };
  const begun = beginOf(plan.before);
  const afterTitle = words.after(plan.after.length, plan.from === null ? null : formatDay(plan.from));
  if (isPhone)
    return (
      <section>
        <h2>{afterTitle}</h2>
        <PhonePlan plan={plan} nameOf={nameOf} />
        {plan.before.some(({ id }) => !stays.has(id)) && (
          <>
            <h2>{words.endedRows}</h2>
            <ul className="phone-plan">
              {plan.before
                .filter(({ id }) => !stays.has(id))
                .map(({ id, name, to }) => (
                  <li key={id}>
                    <span />
                    <span lang="vi">{name}</span>
                    <span className="num soft">{lastDayOf(to)}</span>
                  </li>
                ))}
            </ul>
          </>
        )}
      </section>
    );
  return (
    <div className="plan">
      <section>
        <h2>{words.before(plan.before.length, begun === null ? null : formatDay(begun))}</h2>
        <Column
          rows={plan.before}
          height={heights.before}
          classOf={({ id }) => (stays.has(id) ? 'staying' : 'ending')}
          noteOf={({ id, to }) => (
            <span className={stays.has(id) ? 'plan-until' : 'plan-until ends'}>
              {stays.has(id) ? words.valid : lastDayOf(to)}
            </span>
          )}
        />
      </section>
      <PlanLinks plan={plan} />
      <section>
        <h2>{afterTitle}</h2>
        <Column
          rows={plan.after}
          height={heights.after}
          classOf={({ id }) => (changed.has(id) ? 'strong' : '')}
          noteOf={({ isNew }) => (isNew ? <span className="tag">{words.isNew}</span> : <span />)}
        />
      </section>
      <ul className="unseen" aria-label={words.mapName}>
        {plan.links
          .filter(({ isChange }) => isChange)
          .map(({ before, after }) => (
            <li key={`${before} ${after}`}>{words.becomes(nameOf(before), nameOf(after))}</li>
          ))}
      </ul>
    </div>
  );
};
