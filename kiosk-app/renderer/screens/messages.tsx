import { useCallback } from 'react';
import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { Seq } from '../../../sync/domain/ids.ts';
import { Countdown } from '../parts/countdown.tsx';
import { useActions, usePage, usePageParts, useWords } from '../parts/page-context.ts';
import { Icon } from '../pictograms/icons.tsx';
import type { PageStore } from '../state/page-store.ts';
import { type CategoryWords, nameParts } from '../words/words.ts';
import { Disc, Glints } from './disc.tsx';
import { Lines, Message, MessageKey, StaffCode } from './message.tsx';

const undoRingMs = 5_000;

/** What can be taken back now, and until when by the page's clock. */
const undoOf = ({
  snapshot,
  receivedAt,
}: PageStore): { readonly seq: Seq; readonly category: CategoryId; readonly endsAt: number } | undefined => {
  const screen = snapshot?.screen;
  if (screen?.name === 'thanks')
    return { seq: screen.seq, category: screen.category, endsAt: receivedAt + screen.undoMs };
  if (screen?.name === 'repeat' && screen.undo)
    return { seq: screen.undo.seq, category: screen.category, endsAt: receivedAt + screen.undo.ms };
  return undefined;
};

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
const Undo = ({ category }: { readonly category: CategoryId }) => {
  const words = useWords();
  const { page, actions } = usePageParts();
  const hasPanel = usePage((state) => state.snapshot?.panels.some((panel) => panel.link === 'up') ?? false);
  const isSteered = usePage((state) => state.snapshot?.steering !== undefined);
  // A thanks that is kept off the page counts nothing.
  const endOf = useCallback(
    (state: PageStore) => {
      const undo = undoOf(state);
      return undo?.category === category ? undo.endsAt : undefined;
    },
    [category],
  );
  const takeBack = (): void => {
    const undo = undoOf(page.getState());
    if (undo) actions.takeBack(undo.seq);
  };
  return (
    <>
      <MessageKey className="undo-key" onPress={takeBack}>
        <Countdown endOf={endOf} fullMs={undoRingMs} />
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

/** Says the same for every rating of a category, so that it is drawn once and kept. */
export const Thanks = ({ category }: { readonly category: CategoryId }) => {
  const words = useWords();
  return (
    <Message
      title={words.thanks.title}
      picture={
        <>
          <Disc category={category} isRecorded />
          <Glints />
        </>
      }
      action={<Undo category={category} />}
    >
      <p className="recorded">
        <span className="recorded-lead">
          <Icon name="check" />
          {words.thanks.recorded}{' '}
        </span>
        <CategoryName words={words.categories[category]} />
      </p>
    </Message>
  );
};

export const Repeat = (props: { readonly category: CategoryId; readonly hasUndo: boolean }) => {
  const { category } = props;
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
      action={props.hasUndo ? <Undo category={category} /> : undefined}
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
