import { Fragment, useState } from 'react';
import type { SentenceView } from '../../../centre/api/period.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWords } from '../../state/console.ts';

/** The report's sentence in the document's type; its numbers are marked so that they can be checked at a glance. */
export const Sentence = ({
  sentence,
  isWide = false,
}: {
  readonly sentence: SentenceView;
  readonly isWide?: boolean;
}) => {
  const { period: words } = useWords();
  const [isCopied, setIsCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(sentence.text).then(() => setIsCopied(true));
  };
  return (
    <div className={isWide ? 'sentence-block wide' : 'sentence-block'}>
      <p className="sentence" lang="vi">
        {sentence.pieces.map(({ text, as }, place) => {
          const key = `${place}-${as}`;
          if (as === 'number') return <mark key={key}>{text}</mark>;
          return as === 'italic' ? <i key={key}>{text}</i> : <Fragment key={key}>{text}</Fragment>;
        })}
      </p>
      <p className="copy-line">
        <button type="button" className={isWide ? 'button' : 'link strong'} onClick={copy}>
          <Icon name={isCopied ? 'check' : 'copy'} />
          {isCopied ? words.copied : isWide ? words.copyShort : words.copy}
        </button>
        <span className="unseen" role="status">
          {isCopied && words.copied}
        </span>
      </p>
    </div>
  );
};
