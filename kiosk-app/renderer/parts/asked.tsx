import { usePage, useWords } from './page-context.ts';

const buttons = [1, 2, 3, 4, 5] as const;

/** The centre looks for this kiosk: its name, large, over whatever is on. Citizens go on rating under it. */
const Name = () => {
  const words = useWords().asked;
  const snapshot = usePage((state) => state.snapshot);
  return (
    <div className="asked" role="status">
      <p className="asked-title">{words.title}</p>
      <p className="asked-name" lang="vi">
        {snapshot?.info.kiosk.toLocaleUpperCase('vi')}
      </p>
    </div>
  );
};

/** Which of the five buttons have answered so far. Nothing else can be touched: what is pressed now is no rating. */
const Test = ({ answered }: { readonly answered: readonly number[] }) => {
  const words = useWords().asked;
  return (
    <main className="button-test">
      <h2 className="asked-title">{words.test}</h2>
      <ul className="button-test-row">
        {buttons.map((button) => {
          const hasAnswered = answered.includes(button);
          return (
            <li key={button} className="button-test-one" data-answered={hasAnswered ? '' : undefined}>
              <span role="img" aria-label={words.answered(button, hasAnswered)}>
                {hasAnswered ? '✓' : button}
              </span>
            </li>
          );
        })}
      </ul>
      <p className="asked-text" role="status">
        {answered.length === 5 ? words.allAnswered : words.testText}
      </p>
    </main>
  );
};

/** What the centre asked of the kiosk and a person in front of it must see. */
export const Asked = () => {
  const test = usePage((state) => state.snapshot?.buttonTest);
  const isAskedFor = usePage((state) => state.snapshot?.isAskedFor === true);
  if (test) return <Test answered={test.answered} />;
  return isAskedFor ? <Name /> : null;
};
