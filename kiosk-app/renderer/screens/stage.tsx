import { memo, useEffect, useMemo } from 'react';
import { arrangementOf } from '../layout/arrangement.ts';
import { stageVariables, unitIn } from '../layout/stage-variables.ts';
import type { Grid } from '../layout/viewport.ts';
import { Asked } from '../parts/asked.tsx';
import { Bar } from '../parts/bar.tsx';
import { Header } from '../parts/header.tsx';
import { usePage, useWords } from '../parts/page-context.ts';
import { type Rings, River } from '../parts/river.tsx';
import { useDrift } from '../parts/use-drift.ts';
import { useGrid } from '../parts/use-grid.ts';
import { type Shown, shownOf } from '../state/shown.ts';
import { PinPad, TechnicianPage } from '../technician/technician.tsx';
import { Comment } from './comment.tsx';
import { Keys } from './keys.tsx';
import { NotRecorded, Repeat, TakenBack, Thanks } from './messages.tsx';
import { Prompt } from './prompt.tsx';
import { Closed, OutOfService, ScreenOff, Starting } from './resting.tsx';
import { ringsFor } from './rings.ts';
import { Invitation } from './waiting.tsx';

const resting: ReadonlySet<Shown['name']> = new Set(['waiting', 'closed', 'out-of-service', 'starting']);

// The river and the bar look the same under a pressed key: nothing of them is drawn anew while a finger waits.
const StillRiver = memo(River);
const StillBar = memo(Bar);

/** The screens that are one picture but for a key and a line of words. */
const pictureOf = (name: Shown['name']): Shown['name'] => (name === 'pressed' ? 'choose' : name);

const Content = ({ shown }: { readonly shown: Shown }) => {
  switch (shown.name) {
    case 'choose':
      return <Keys pressed={undefined} />;
    case 'waiting':
      return (
        <>
          <Keys pressed={undefined} />
          <Invitation />
        </>
      );
    case 'pressed':
      return <Keys pressed={shown.category} />;
    case 'thanks':
      return <Thanks category={shown.category} seq={shown.seq} undoMs={shown.undoMs} />;
    case 'comment':
      return <Comment key={shown.press} seq={shown.seq} remainingMs={shown.remainingMs} />;
    case 'repeat':
      return <Repeat category={shown.category} undo={shown.undo} />;
    case 'taken-back':
      return <TakenBack category={shown.category} />;
    case 'not-recorded':
      return <NotRecorded category={shown.category} code={shown.code} />;
    case 'out-of-service':
      return <OutOfService code={shown.code} />;
    case 'closed':
      return <Closed screen={shown} />;
    case 'starting':
      return <Starting />;
    case 'screen-off':
      return <ScreenOff />;
    default:
      return shown satisfies never;
  }
};

/** The whole screen. Everything on it is placed by the grid of the README of the look; the style reads it from these attributes. */
export const StageIn = ({ grid }: { readonly grid: Grid }) => {
  const state = usePage((all) => all);
  const words = useWords();
  const shown = shownOf(state);
  const { language, isLargeText, isHighContrast, isReach } = state;
  const { flow, face } = arrangementOf(grid.layout, state);
  const u = unitIn(grid);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [dx, dy] = useDrift(resting.has(shown.name));
  const isShut = state.door === 'shut';
  const picture = pictureOf(shown.name);
  // The style gives these a header of one line.
  const isSmall = !isShut || shown.name === 'comment';
  const rings: readonly Rings[] = useMemo(() => ringsFor(picture, grid), [picture, grid]);
  return (
    <div
      className="stage"
      data-screen={isShut ? shown.name : 'technician'}
      data-layout={grid.layout}
      data-flow={flow}
      data-face={face}
      data-large={isLargeText ? '' : undefined}
      data-contrast={isHighContrast ? '' : undefined}
      data-reach={isReach ? '' : undefined}
      lang={language}
      style={
        {
          ...stageVariables(grid),
          '--drift': `${dx}px ${dy}px`,
        } as React.CSSProperties
      }
    >
      {isShut && shown.name === 'screen-off' ? (
        <ScreenOff />
      ) : (
        <>
          <Header
            box={`${grid.width}x${grid.height} ${isSmall ? 'small' : 'full'} ${isLargeText}`}
            prompt={isShut ? <Prompt shown={shown} words={words} /> : null}
          />
          {isShut ? <Content shown={shown} /> : state.door === 'open' ? <TechnicianPage /> : <PinPad />}
          <StillRiver
            width={grid.width}
            height={grid.height}
            u={u}
            isStill={shown.name === 'out-of-service'}
            rings={rings}
          />
          <StillBar />
        </>
      )}
      <Asked />
    </div>
  );
};

export const Stage = () => <StageIn grid={useGrid()} />;
