import { useLayoutEffect, useRef, useState } from 'react';
import type { PeriodView } from '../../../centre/api/period.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { useResource, useWords } from '../../state/console.ts';
import { incompleteOf, lackWords } from './completeness.ts';
import { DepartmentRows } from './department-rows.tsx';

interface Note {
  readonly row: string;
  readonly title: string;
  readonly text: string;
}

const notesOf = (period: PeriodView, words: ReturnType<typeof useWords>['period'], isBlank: boolean) => {
  const notes: Note[] = isBlank ? [{ row: 'reference', title: words.blankTitle, text: words.blankText }] : [];
  if (period.state !== 'ended') return notes;
  const seen = new Set<string>();
  for (const square of incompleteOf(period.kiosks))
    for (const row of square.departmentIds) {
      if (seen.has(row)) continue;
      seen.add(row);
      notes.push({ row, title: words.mayLack, text: lackWords(square, words) });
    }
  return notes;
};

// Two notes of two lines each need this much; the lower one moves down, its line still starts at its row.
const noteHeight = 46;

/** The page that would print now, and beside it, never on it, what is blank and what may still change. */
export const SheetView = ({ period }: { readonly period: PeriodView }) => {
  const { period: words } = useWords();
  const { value: settings } = useResource('GET /api/settings');
  const header = settings?.now.report ?? null;
  const sheet = useRef<HTMLDivElement>(null);
  const [tops, setTops] = useState<readonly number[]>([]);
  const [isShown, setIsShown] = useState(false);
  const notes = notesOf(period, words, !header?.reportNumber);
  const rows = notes.map(({ row }) => row).join(' ');

  useLayoutEffect(() => {
    const page = sheet.current;
    if (!page) return;
    const measure = (): void => {
      const start = page.getBoundingClientRect().top;
      setTops(
        rows
          .split(' ')
          .filter(Boolean)
          .map((row) => {
            const box = page.querySelector(`[data-row="${CSS.escape(row)}"]`)?.getBoundingClientRect();
            return box
              ? (row === 'reference' ? box.top + box.height / 4 : box.top + box.height / 2) - start
              : 0;
          }),
      );
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(page);
    return () => watcher.disconnect();
  }, [rows]);

  const placed = notes.map((note, place) => ({ ...note, top: tops[place] ?? 0 }));
  const lowest: number[] = [];
  for (const { top } of placed) lowest.push(Math.max(top, (lowest.at(-1) ?? -noteHeight) + noteHeight));
  return (
    <>
      <DepartmentRows period={period} isShown={isShown} onShow={() => setIsShown(!isShown)}>
        <div className="thumbnail" aria-hidden="true">
          <Sheet report={period.report} header={header} name={words.sheetName} />
        </div>
      </DepartmentRows>
      <div className={isShown ? 'desk shown' : 'desk'}>
        <Sheet report={period.report} header={header} name={words.sheetName} sheetRef={sheet} />
        {notes.length > 0 && (
          <ul className="beside">
            {placed.map(({ row, title, text }, place) => (
              <li key={row} style={{ top: lowest[place] }}>
                <b>{title}</b>
                {text}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
};
