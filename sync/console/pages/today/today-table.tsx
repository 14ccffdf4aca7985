import type { Today, TodayRow } from '../../../centre/api/today.ts';
import { BarRow, barScale } from '../../charts/bar-row.tsx';
import { formatCount } from '../../format/numbers.ts';
import { formatWhen } from '../../format/when.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';

const rank = ({ flag, counts }: TodayRow): number => {
  if (flag === 'dissatisfied') return 1000 + counts[2] + counts[3];
  if (flag === 'silent') return 500;
  return flag === 'one-dissatisfied' ? counts[2] + counts[3] : 0;
};

/** In the order of the document, or the unusual ones first with a strong line after them. */
export const sortRows = (
  rows: readonly TodayRow[],
  unusualFirst: boolean,
): { readonly rows: readonly TodayRow[]; readonly lastUnusual: string | null } => {
  if (!unusualFirst) return { rows, lastUnusual: null };
  const unusual = rows.filter((row) => rank(row) > 0).sort((a, b) => rank(b) - rank(a) || a.order - b.order);
  return {
    rows: [...unusual, ...rows.filter((row) => rank(row) === 0)],
    lastUnusual: unusual.at(-1)?.id ?? null,
  };
};

const PhoneList = ({ today, rows }: { readonly today: Today; readonly rows: readonly TodayRow[] }) => {
  const { today: words } = useWords();
  const scale = barScale(today.rows, 12);
  return (
    <ul className="department-list today-list">
      {rows.map((row) => (
        <li key={row.id}>
          <span>
            <OfficialName name={row.name} />
          </span>
          <b className="num">{formatCount(row.total)}</b>
          <BarRow
            counts={row.counts}
            usual={row.usual}
            scale={scale}
            note={row.flag === 'silent' ? words.silentShort(String(Math.round(row.usual ?? 0))) : null}
          />
        </li>
      ))}
    </ul>
  );
};

export const TodayTable = ({
  today,
  unusualFirst,
  onSort,
}: {
  readonly today: Today;
  readonly unusualFirst: boolean;
  readonly onSort: (unusualFirst: boolean) => void;
}) => {
  const { today: words, shell } = useWords();
  const isPhone = usePhone();
  const { rows, lastUnusual } = sortRows(today.rows, unusualFirst);
  const scale = barScale(today.rows);
  if (isPhone)
    return (
      <>
        <div className="split">
          <h2>{words.byDepartment}</h2>
          <button
            type="button"
            className="link"
            aria-pressed={unusualFirst}
            onClick={() => onSort(!unusualFirst)}
          >
            {unusualFirst ? words.storedOrder : words.unusualFirst}
          </button>
        </div>
        <PhoneList today={today} rows={rows} />
      </>
    );
  return (
    <table className="table today-table">
      <thead>
        <tr>
          <th scope="col" className="place">
            {words.place}
          </th>
          <th scope="col" className="name">
            {words.department}
          </th>
          <th scope="col">
            <span className="bar-heads" style={{ gridTemplateColumns: `${scale.axis}% 1fr` }}>
              <span>{words.left}</span>
              <span>
                <span>{words.right}</span>
                <span className="usual-key">{words.mark}</span>
              </span>
            </span>
          </th>
          <th scope="col" className="right now">
            {words.today}
          </th>
          <th scope="col" className="right last">
            {words.last}
          </th>
          <th scope="col" className="right sum">
            {words.thisPeriod}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const classes = [
            row.flag === 'silent' || row.flag === 'dissatisfied' ? 'matters-name' : '',
            row.total === 0 && row.flag === null ? 'zero' : '',
            row.id === lastUnusual ? 'line-after' : '',
          ];
          return (
            <tr key={row.id} className={classes.filter(Boolean).join(' ')}>
              <td className="num right place">{row.order}</td>
              <th scope="row" className="name">
                <OfficialName name={row.name} />
              </th>
              <td className="bars">
                <BarRow
                  counts={row.counts}
                  usual={row.usual}
                  scale={scale}
                  note={row.flag === 'silent' ? words.silent(String(Math.round(row.usual ?? 0))) : null}
                />
                <span className="unseen">
                  {row.counts.map((count, place) => `${shell.categories[place]}: ${count}`).join(', ')}
                </span>
              </td>
              <td className={row.total > 0 ? 'num right strong' : 'num right'}>{formatCount(row.total)}</td>
              <td className="num right">
                {row.lastAt === null ? words.never : formatWhen(row.lastAt, today.at, shell)}
              </td>
              <td className="num right">{formatCount(row.period)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
