import type { OpeningHours, ScreenState } from '../../contract/snapshot.ts';
import { hoursTable } from '../layout/hours-table.ts';
import { useWords } from '../parts/page-context.ts';
import { NightLotus, Sampan } from '../pictograms/scenes.tsx';
import { Lines, Message, StaffCode } from './message.tsx';

export const OutOfService = ({ code }: { readonly code: string }) => {
  const words = useWords();
  return (
    <Message
      title={words.outOfService.title}
      picture={<Sampan isMoored />}
      action={<StaffCode word={words.staffCode} code={code} />}
    >
      <Lines text={words.outOfService.text} />
    </Message>
  );
};

/** The sign at the door, on the water. */
const Hours = ({ hours }: { readonly hours: readonly OpeningHours[] }) => {
  const { weekdays } = useWords().closed;
  const name = (day: number): string => {
    const text = weekdays[day - 1] ?? '';
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return (
    <dl className="hours">
      {hoursTable(hours).map((row) => (
        <div key={row.from} className="hours-row">
          <dt>{row.from === row.to ? name(row.from) : `${name(row.from)} – ${weekdays[row.to - 1]}`}</dt>
          <dd>
            {row.times.map((time) => (
              <span key={time} className="hours-time">
                {time}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
};

export const Closed = ({ screen }: { readonly screen: ScreenState & { readonly name: 'closed' } }) => {
  const { opensAt, hours } = screen;
  const words = useWords().closed;
  const weekday = opensAt ? words.weekdays[opensAt.weekday - 1] : undefined;
  return (
    <Message
      title={words.title}
      picture={<NightLotus />}
      action={hours ? <Hours hours={hours} /> : undefined}
    >
      {opensAt && weekday ? (
        <p className="opens">
          <span className="opens-lead">{words.opensAgain} </span>
          <strong className="opens-at">
            {opensAt.date
              ? words.opensOn(weekday, opensAt.date, opensAt.hour, opensAt.minute)
              : words.opensAt(weekday, opensAt.hour, opensAt.minute)}
          </strong>
        </p>
      ) : null}
    </Message>
  );
};

export const Starting = () => {
  const words = useWords().starting;
  return (
    <Message title={words.title} picture={<Sampan isMoored={false} />}>
      <Lines text={[words.text]} />
    </Message>
  );
};

/** The panel of the display itself is dark; a screen reader is told why. */
export const ScreenOff = () => (
  <main className="screen-off">
    <h1>{useWords().screenOff}</h1>
  </main>
);
