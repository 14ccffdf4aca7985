import { categoryIds, categoryNames } from '../../domain/categories.ts';
import type { Counts } from '../../domain/tally.ts';
import { formatCount } from '../format/numbers.ts';
import { categoryPhrases } from '../format/phrases.ts';
import { Phrases } from '../parts/phrases.tsx';
import { useConsole } from '../state/console.ts';

/** The five totals with their own colours are the legend of every bar on the page. The wording is official, never shortened. */
export const Legend = ({ counts }: { readonly counts: Counts }) => {
  const { language, words } = useConsole();
  return (
    <ul className="legend">
      {categoryIds.map((id, place) => (
        <li key={id} className={`k${place + 1}`}>
          <b>{formatCount(counts[place] ?? 0)}</b>
          <span lang={language === 'vi' ? undefined : 'vi'} title={words.shell.categories[place]}>
            {language === 'vi' ? <Phrases of={categoryPhrases(id)} /> : categoryNames[id]}
          </span>
        </li>
      ))}
    </ul>
  );
};
