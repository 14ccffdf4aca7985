import { categoryIds, categoryNames } from '../../../domain/categories.ts';
import type { Counts } from '../../../domain/tally.ts';
import { BandsChart } from '../../charts/bands-chart.tsx';
import { formatCount, formatShare } from '../../format/numbers.ts';
import { headingPhrases, namePhrases } from '../../format/phrases.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useConsole, useWords } from '../../state/console.ts';
import type { Distribution } from './distribution.ts';
import { fewestOverHalf } from './fewest-over-half.ts';

interface Shown {
  readonly of: Distribution;
  readonly isPhone: boolean;
  /** The rank of the title, under what stands above it. */
  readonly heading?: 'h2' | 'h4';
}

const bad = (counts: Counts): number => counts[2] + counts[3];

/** A department's five counts apart from the others', for a row of its own. */
const onlyKind = (counts: Counts, kind: number): Counts => [
  kind === 0 ? counts[0] : 0,
  kind === 1 ? counts[1] : 0,
  kind === 2 ? counts[2] : 0,
  kind === 3 ? counts[3] : 0,
  kind === 4 ? counts[4] : 0,
];

const changed = (now: number, before: number | null): string => {
  if (before === null) return '–';
  const change = now - before;
  return change === 0 ? '0' : `${change > 0 ? '+' : '−'}${formatCount(Math.abs(change))}`;
};

const NumberHeads = ({ heads }: { readonly heads: readonly string[] }) =>
  heads.map((head) => (
    <th scope="col" className="right" key={head}>
      {head}
    </th>
  ));

/** The five categories in the order of the document, beside what was before: what do people say, and what has changed? */
export const KindsSection = ({ of: { table, before }, isPhone, heading: Heading = 'h2' }: Shown) => {
  const { language } = useConsole();
  const { period, shell } = useWords();
  const { review: words } = period;
  const { counts, total } = table.totals;
  const beforeOf = (place: number): number | null => before?.categories[place] ?? null;
  const most = counts.indexOf(Math.max(...counts));
  const title =
    total === 0
      ? words.kindsNone
      : words.kinds(shell.categories[most] ?? '', formatShare(counts[most] ?? 0, total));
  return (
    <section>
      <Heading>{title}</Heading>
      <p className="caption chart-lead">
        {before === null ? (
          words.nothingBefore
        ) : (
          <>
            {before.words !== null && (
              <span lang={language === 'vi' ? undefined : 'vi'}>{before.words}.</span>
            )}{' '}
            {words.mark(before.name)}
          </>
        )}
      </p>
      <BandsChart
        name={title}
        before={before?.name ?? words.before}
        isPhone={isPhone}
        bands={categoryIds.map((id, place) => ({
          id,
          phrases: headingPhrases(shell.categories[place] ?? categoryNames[id]),
          counts: onlyKind(counts, place),
          before: beforeOf(place),
          isDown: place === 2 || place === 3,
        }))}
        table={
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.kind}</th>
                <NumberHeads heads={[words.ratings, words.share, words.before, words.change]} />
              </tr>
            </thead>
            <tbody>
              {categoryIds.map((id, place) => (
                <tr key={id}>
                  <th scope="row">{shell.categories[place]}</th>
                  <td className="num right">{formatCount(counts[place] ?? 0)}</td>
                  <td className="num right">{table.percent[place]}</td>
                  <td className="num right">
                    {beforeOf(place) === null ? '–' : formatCount(beforeOf(place) ?? 0)}
                  </td>
                  <td className="num right">{changed(counts[place] ?? 0, beforeOf(place))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </section>
  );
};

/** The same five by department, in stored order: where are people not content, and where do ratings come from? */
export const DepartmentsSection = ({ of: { table, before }, isPhone, heading: Heading = 'h2' }: Shown) => {
  const { period, shell } = useWords();
  const { review: words } = period;
  const { rows, totals } = table;
  const earlierOf = (id: string): number | null => before?.departments.get(id) ?? null;
  const withBad = rows.filter(({ counts }) => bad(counts) > 0).length;
  const title =
    totals.total === 0
      ? words.departmentsNone
      : withBad > 0
        ? words.departmentsBad(withBad, rows.length)
        : words.departmentsMost(fewestOverHalf(rows), rows.length);
  return (
    <section>
      <Heading>{title}</Heading>
      <p className="caption chart-lead">
        {words.departmentsText} {before && words.mark(before.name)}
      </p>
      <BandsChart
        name={title}
        before={before?.name ?? words.before}
        isPhone={isPhone}
        bands={rows.map(({ id, name, counts }) => ({
          id,
          phrases: namePhrases(name),
          counts,
          before: earlierOf(id),
        }))}
        table={
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{words.department}</th>
                <NumberHeads heads={[...shell.categories, words.ratings, words.before, words.change]} />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, counts, total }) => (
                <tr key={id}>
                  <th scope="row">
                    <OfficialName name={name} />
                  </th>
                  {shell.categories.map((category, place) => (
                    <td className="num right" key={category}>
                      {formatCount(counts[place] ?? 0)}
                    </td>
                  ))}
                  <td className="num right">{formatCount(total)}</td>
                  <td className="num right">
                    {earlierOf(id) === null ? '–' : formatCount(earlierOf(id) ?? 0)}
                  </td>
                  <td className="num right">{changed(total, earlierOf(id))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
    </section>
  );
};
