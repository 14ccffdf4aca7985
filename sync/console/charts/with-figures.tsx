import { type ReactNode, useState } from 'react';
import { useWords } from '../state/console.ts';

// A long table scrolls in its own box: whoever has no pointer steps into it to scroll.
const reachable = { tabIndex: 0 } as const;

/** A chart, and the same figures as a table one key away. */
export const WithFigures = ({
  name,
  chart,
  table,
}: {
  readonly name: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}) => {
  const { charts: words } = useWords().shell;
  const [isTable, setIsTable] = useState(false);
  return (
    <div className="chart-box">
      <button
        type="button"
        className="link figures-switch"
        aria-expanded={isTable}
        onClick={() => setIsTable(!isTable)}
      >
        {isTable ? words.asChart : words.asTable}
      </button>
      {isTable ? (
        <section className="figures" aria-label={name} {...reachable}>
          {table}
        </section>
      ) : (
        chart
      )}
    </div>
  );
};
