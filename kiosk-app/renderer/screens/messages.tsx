import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import { Countdown } from '../parts/countdown.tsx';
import { useActions, usePage, useWords } from '../parts/page-context.ts';
import { Icon } from '../pictograms/icons.tsx';
import { type CategoryWords, nameParts } from '../words/words.ts';
import { Disc, Glints } from './disc.tsx';
import { Lines, Message, MessageKey, StaffCode } from './message.tsx';

const undoRingMs = 5_000;

/** The whole official name; it may break only between words that belong together. */
const CategoryName = ({ words }: { readonly words: CategoryWords }) => (
  <strong className="recorded-name">
    {nameParts(words).map((part) => (
      <span key={part} className="name-part">
        {part}
      </span>
    ))}
  </strong>
);

/** The key that takes a rating back, and how the same is done on the panel where there is one. */
const Undo = (props: { readonly seq: Seq; readonly undoMs: number }) => {
  const words = useWords();
  const actions = useActions();
  const endsAt = usePage((state) => state.receivedAt) + props.undoMs;
  const hasPanel = usePage((state) => state.snapshot?.panels.some((panel) => panel.link === 'up') ?? false);
  const isSteered = usePage((state) => state.snapshot?.steering !== undefined);
  return (
    <>
      <MessageKey className="undo-key" onPress={() => actions.takeBack(props.seq)}>
        <Countdown endsAt={endsAt} fullMs={Math.max(undoRingMs, props.undoMs)} />
        <span className="message-key-word">{words.thanks.takeBack}</span>
      </MessageKey>
      {hasPanel ? (
        <p className="panel-hint" role={isSteered ? 'status' : undefined}>
          {isSteered ? words.steering.legend : words.steering.hint}
        </p>
      ) : null}
    </>
  );
};

export const Thanks = (props: {
  readonly category: CategoryId;
  readonly seq: Seq;
  readonly undoMs: number;
}) => {
  const words = useWords();
  return (
    <Message
      title={words.thanks.title}
      picture={
        <>
          <Disc category={props.category} isRecorded />
          <Glints />
        </>
      }
      action={<Undo seq={props.seq} undoMs={props.undoMs} />}
    >
      <p className="recorded">
        <span className="recorded-lead">
          <Icon name="check" />
          {words.thanks.recorded}{' '}
        </span>
        <CategoryName words={words.categories[props.category]} />
      </p>
    </Message>
  );
};

export const Repeat = (props: {
  readonly category: CategoryId;
  readonly undo?: { readonly seq: Seq; readonly ms: number } | undefined;
}) => {
  const { category, undo } = props;
  const words = useWords().repeat;
  return (
    <Message
      title={words.title}
      picture={
        <>
          <Disc category={category} isRecorded />
          <Glints />
        </>
      }
      action={undo ? <Undo seq={undo.seq} undoMs={undo.ms} /> : undefined}
    >
      <Lines text={words.text} />
    </Message>
  );
};

export const TakenBack = ({ category }: { readonly category: CategoryId }) => {
  const words = useWords().takenBack;
  return (
    <Message title={words.title} picture={<Disc category={category} isRecorded={false} />}>
      <Lines text={[words.text]} />
    </Message>
  );
};

export const NotRecorded = (props: { readonly category: CategoryId; readonly code: string }) => {
  const words = useWords();
  const actions = useActions();
  return (
    <Message
      title={words.notRecorded.title}
      picture={<Disc category={props.category} isRecorded={false} />}
      action={
        <>
          <MessageKey className="again-key" onPress={actions.dismiss}>
            <span className="message-key-word">{words.notRecorded.again}</span>
          </MessageKey>
          <StaffCode word={words.staffCode} code={props.code} />
        </>
      }
    >
      <Lines text={words.notRecorded.text} />
    </Message>
  );
};
