import { formatDayShort } from '../format/dates.ts';
import { useWords } from '../state/console.ts';
import { type DaysDrawing, daysGeometry, daysOption } from './days-option.ts';
import { Drawing } from './drawing.tsx';
import { WithFigures } from './with-figures.tsx';

/** The days of a period: content above the axis, not content below it. The same figures are a table, one key away. */
export const DaysChart = ({
  days,
  name,
  today = null,
  usual = null,
  note = null,
  marked = [],
  isPhone = false,
}: Pick<DaysDrawing, 'days' | 'name'> &
  Partial<Pick<DaysDrawing, 'today' | 'usual' | 'note' | 'marked' | 'isPhone'>>) => {
  const { shell } = useWords();
  const { charts: words, categories } = shell;
  const drawing = { days, name, today, usual, note, marked, isPhone, categories, monthWord: shell.month };
  return (
    <WithFigures
      name={name}
      chart={
        <Drawing
          name={name}
          height={daysGeometry(drawing).height}
          option={(ink, width) => daysOption(drawing, ink, width)}
        />
      }
      table={
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{words.day}</th>
              {categories.map((category) => (
                <th scope="col" className="right" key={category}>
                  {category}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days
              .filter(({ counts }) => counts !== null)
              .map(({ day, counts }) => (
                <tr key={day}>
                  <th scope="row" className="num">
                    {formatDayShort(day)}
                  </th>
                  {categories.map((category, place) => (
                    <td className="num right" key={category}>
                      {counts?.[place]}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      }
    />
  );
};
