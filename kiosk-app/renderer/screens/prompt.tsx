import { usePage, useWords } from '../parts/page-context.ts';
import type { PageStore } from '../state/page-store.ts';
import { shownOf } from '../state/shown.ts';

const lineOf = (state: PageStore): 'writing' | 'waiting' | 'choose' | undefined => {
  const { name } = shownOf(state);
  if (name === 'pressed') return state.isWriting ? 'writing' : 'choose';
  return name === 'choose' || name === 'waiting' ? name : undefined;
};

/** The one line under the department's name. */
export const Prompt = () => {
  const words = useWords();
  const line = usePage(lineOf);
  switch (line) {
    case 'writing':
      return (
        <p key="writing" className="prompt prompt-strong" role="status">
          {words.pressed.writing}
        </p>
      );
    case 'waiting':
      return <p className="prompt prompt-strong">{words.waiting.question}</p>;
    case 'choose':
      return <p className="prompt">{words.choose.prompt}</p>;
    case undefined:
      return null;
    default:
      return line satisfies never;
  }
};
