import { memo } from 'react';
import type { CategoryId } from '../../../sync/domain/categories.ts';
import { Key } from '../parts/key.tsx';
import { useWords } from '../parts/page-context.ts';

const groups = [
  { name: 'satisfied', categories: ['satisfied-service', 'satisfied-attitude'] },
  { name: 'dissatisfied', categories: ['dissatisfied-competence', 'dissatisfied-time'] },
  { name: 'comment', categories: ['comment'] },
] as const satisfies readonly { name: string; categories: readonly CategoryId[] }[];

/** The five keys: choose, waiting and pressed are one screen, so that nothing moves but the key itself. */
export const Keys = memo(() => {
  const words = useWords();
  return (
    <main className="keys">
      {groups.map((group) => (
        <section
          key={group.name}
          className="group"
          data-group={group.name}
          aria-labelledby={`group-${group.name}`}
        >
          <h2 className="group-name" id={`group-${group.name}`}>
            {words.groups[group.name]}
          </h2>
          <div className="group-keys">
            {group.categories.map((category) => (
              <Key key={category} category={category} />
            ))}
          </div>
        </section>
      ))}
    </main>
  );
});
