import type { ScreenState } from '../../contract/snapshot.ts';
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

export const Closed = ({ opensAt }: { readonly opensAt: (ScreenState & { name: 'closed' })['opensAt'] }) => {
  const words = useWords().closed;
  const weekday = opensAt ? words.weekdays[opensAt.weekday - 1] : undefined;
  return (
    <Message title={words.title} picture={<NightLotus />}>
      {opensAt && weekday ? (
        <p className="opens">
          <span className="opens-lead">{words.opensAgain} </span>
          <strong className="opens-at">{words.opensAt(weekday, opensAt.hour, opensAt.minute)}</strong>
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
export const ScreenOff = () => <h1 className="screen-off">{useWords().screenOff}</h1>;
