import { useEffect, useState } from 'react';
import { useClock } from '../parts/page-context.ts';
import type { Shown } from '../state/shown.ts';
import type { Words } from '../words/words.ts';

const writingAfterMs = 2_000;

const Writing = ({ since, words }: { readonly since: number; readonly words: Words }) => {
  const clock = useClock();
  const [isLong, setIsLong] = useState(false);
  useEffect(
    () => clock.after(Math.max(0, since + writingAfterMs - clock.now()), () => setIsLong(true)),
    [since, clock],
  );
  if (!isLong) return <p className="prompt">{words.choose.prompt}</p>;
  return (
    <p className="prompt prompt-strong" role="status">
      {words.pressed.writing}
    </p>
  );
};

/** The one line under the department's name. */
export const Prompt = ({ shown, words }: { readonly shown: Shown; readonly words: Words }) => {
  if (shown.name === 'choose') return <p className="prompt">{words.choose.prompt}</p>;
  if (shown.name === 'waiting') return <p className="prompt prompt-strong">{words.waiting.question}</p>;
  if (shown.name === 'pressed') return <Writing since={shown.since} words={words} />;
  return null;
};
