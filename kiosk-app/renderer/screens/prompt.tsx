import { useEffect, useState } from 'react';
import { useClock, usePage, useWords } from '../parts/page-context.ts';
import { shownOf } from '../state/shown.ts';

const writingAfterMs = 2_000;

/** Whether that moment is longer ago than a commit takes. */
const useIsLong = (since: number | undefined): boolean => {
  const clock = useClock();
  const [longSince, setLongSince] = useState<number>();
  useEffect(() => {
    if (since === undefined) return undefined;
    return clock.after(Math.max(0, since + writingAfterMs - clock.now()), () => setLongSince(since));
  }, [since, clock]);
  return since !== undefined && longSince === since;
};

/** The one line under the department's name. */
export const Prompt = () => {
  const words = useWords();
  const name = usePage((state) => shownOf(state).name);
  const pressedSince = usePage((state) => {
    const shown = shownOf(state);
    return shown.name === 'pressed' ? shown.since : undefined;
  });
  const isLong = useIsLong(pressedSince);
  if (isLong)
    return (
      <p key="writing" className="prompt prompt-strong" role="status">
        {words.pressed.writing}
      </p>
    );
  if (name === 'waiting') return <p className="prompt prompt-strong">{words.waiting.question}</p>;
  if (name === 'choose' || name === 'pressed') return <p className="prompt">{words.choose.prompt}</p>;
  return null;
};
