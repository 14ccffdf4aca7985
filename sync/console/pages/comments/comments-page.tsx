import { useEffect, useState } from 'react';
import type { CommentPiece, CommentsView, CommentView } from '../../../centre/api/comment.ts';
import { dayAt, formatDayShort, formatMonth, monthOf, yearOf } from '../../format/dates.ts';
import { formatWhen } from '../../format/when.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { NoRight } from '../../parts/no-right.tsx';
import { useMay, useResource, useWords } from '../../state/console.ts';
import { usePhone } from '../../state/use-phone.ts';
import { CommentRail } from './comment-rail.tsx';

type Filter = 'new' | 'sent' | 'answered' | 'all';
const filters: readonly Filter[] = ['new', 'sent', 'answered', 'all'];

/** What a citizen wrote; personal numbers stay covered until somebody asks for them, one by one. */
export const CommentText = ({ pieces }: { readonly pieces: readonly CommentPiece[] }) => {
  const { comments: words } = useWords();
  return pieces.map((piece, place) => {
    const key = `${place}`;
    return 'text' in piece ? (
      <span key={key}>{piece.text}</span>
    ) : (
      <span key={key} className="tag cover">
        {words.covered[piece.covered]}
      </span>
    );
  });
};

const Row = ({
  comment,
  isChosen,
  onChoose,
}: {
  readonly comment: CommentView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) => {
  const { comments: words } = useWords();
  const { state, pieces, department, day, erasedOn, erasedBecause } = comment;
  return (
    <li className={isChosen ? 'comment chosen' : 'comment'}>
      <button type="button" aria-pressed={isChosen} onClick={onChoose}>
        <span className={state === 'new' ? 'state new' : 'state'}>{words.states[state]}</span>
        <span className="comment-body">
          <span className={pieces === null ? 'quiet' : ''}>
            {pieces === null ? (
              words.erased(erasedOn === null ? '' : formatDayShort(erasedOn), erasedBecause)
            ) : (
              <CommentText pieces={pieces} />
            )}
          </span>
          <span className="caption">{department}</span>
        </span>
        <span className="num caption">{formatDayShort(day)}</span>
      </button>
    </li>
  );
};

const Page = ({ view, address }: { readonly view: CommentsView; readonly address: string }) => {
  const { comments: words, shell } = useWords();
  const [filter, setFilter] = useState<Filter>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = view.comments.filter(({ state }) => filter === 'all' || state === filter);
  const isPhone = usePhone();
  // A phone shows one thing at a time: the list, until somebody picks from it.
  const current = shown.find(({ id }) => id === chosen) ?? (isPhone ? null : (shown[0] ?? null));
  useEffect(() => {
    if (isPhone && chosen !== null) document.querySelector('.comment-rail')?.scrollIntoView();
  }, [isPhone, chosen]);
  const oldest = view.comments.filter(({ state }) => state === 'new').at(-1);
  const since =
    oldest === undefined
      ? null
      : oldest.day === dayAt(view.at)
        ? shell.today
        : formatWhen(`${oldest.day}T12:00:00+07:00`, view.at, shell);
  return (
    <div className="frame comments">
      <main className="main">
        <header className="page-head">
          <h1>{words.headline(view.counts.new, since)}</h1>
          <p className="lead with-icon small-lead">
            <Icon name="lock" />
            {words.lead(formatMonth(monthOf(view.label)), yearOf(view.label), view.readers)}
          </p>
        </header>
        <fieldset className="views" aria-label={words.filtersName}>
          {filters.map((each) => (
            <button key={each} type="button" aria-pressed={each === filter} onClick={() => setFilter(each)}>
              {words.filters[each]} <span className="count-of">{view.counts[each]}</span>
            </button>
          ))}
        </fieldset>
        {shown.length === 0 ? (
          <p className="lead empty">
            {view.comments.length === 0 ? (
              <>
                <b>{words.empty}</b> {words.emptyText}
              </>
            ) : (
              words.emptyFilter
            )}
          </p>
        ) : (
          <ul className="comment-list">
            {shown.map((comment) => (
              <Row
                key={comment.id}
                comment={comment}
                isChosen={comment === current}
                onChoose={() => setChosen(comment.id)}
              />
            ))}
          </ul>
        )}
      </main>
      {current && (
        <CommentRail key={`${current.id} ${current.state}`} comment={current} view={view} address={address} />
      )}
    </div>
  );
};

const Readable = () => {
  const resource = useResource('GET /api/comments');
  return <Loading of={resource}>{(view) => <Page view={view} address={resource.address} />}</Loading>;
};

/** What did people write, who takes it, until when is it kept? For named persons only. */
export const CommentsPage = () => {
  const mayRead = useMay('read-comments');
  const { comments: words, shell } = useWords();
  return mayRead ? <Readable /> : <NoRight place={shell.places.comments} who={words.people} />;
};
