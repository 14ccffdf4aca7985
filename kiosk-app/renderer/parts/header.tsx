import { FittedText } from './fitted-text.tsx';
import { usePage, useWords } from './page-context.ts';

/** Room for two digits; longer labels shrink so that the sign keeps its size. */
const labelScale = (label: string): number => {
  const length = [...label].length;
  if (length <= 2) return 1;
  return length === 3 ? 0.8 : 2.64 / length;
};

/** The sign over the counter: the department's own name and the counter's number, in no language but theirs. */
export const Header = ({ prompt, box }: { readonly prompt: React.ReactNode; readonly box: string }) => {
  const words = useWords();
  const department = usePage((state) => state.snapshot?.binding.department.name ?? '');
  const counter = usePage((state) => state.snapshot?.binding.counter.label ?? '');
  return (
    <header className="header">
      <h1 className="department-line">
        <FittedText className="department" testId="department" text={department} box={box} />
      </h1>
      {prompt}
      {counter === '' ? null : (
        <p className="counter-sign">
          <span className="counter-word">{words.counter}</span>{' '}
          <span
            className="counter-number"
            data-testid="counter"
            lang="vi"
            style={{ '--label-scale': labelScale(counter) } as React.CSSProperties}
          >
            {counter}
          </span>
        </p>
      )}
    </header>
  );
};
