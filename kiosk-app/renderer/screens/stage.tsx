import { memo, useEffect, useMemo, useRef } from 'react';
import { arrangementOf } from '../layout/arrangement.ts';
import { stageVariables, unitIn } from '../layout/stage-variables.ts';
import type { Grid } from '../layout/viewport.ts';
import { Asked } from '../parts/asked.tsx';
import { Bar } from '../parts/bar.tsx';
import { Header } from '../parts/header.tsx';
import { usePage } from '../parts/page-context.ts';
import { type Rings, River } from '../parts/river.tsx';
import { useDrift } from '../parts/use-drift.ts';
import { useGrid } from '../parts/use-grid.ts';
import { type Shown, saysSame, shownOf } from '../state/shown.ts';
import { PinPad, TechnicianPage } from '../technician/technician.tsx';
import { Comment } from './comment.tsx';
import { Keys } from './keys.tsx';
import { NotRecorded, Repeat, TakenBack, Thanks } from './messages.tsx';
import { Prompt } from './prompt.tsx';
import { Closed, OutOfService, ScreenOff, Starting } from './resting.tsx';
import { ringsFor } from './rings.ts';
import { Invitation } from './waiting.tsx';

const resting: ReadonlySet<Shown['name']> = new Set(['waiting', 'closed', 'out-of-service', 'starting']);

// All of them look the same under a pressed key: nothing is drawn anew while a finger waits but the key itself.
const StillHeader = memo(Header);
const StillRiver = memo(River);
const StillBar = memo(Bar);

const choice: Shown = { name: 'choose' };

/** The screens that are one picture but for a key: it is the key that knows whether it is down. */
const pictureOf = (shown: Shown): Shown => (shown.name === 'pressed' ? choice : shown);

/** The same object as long as it says the same: a snapshot that changes nothing here draws nothing. */
const usePicture = (): Shown => {
  const last = useRef<Shown>(choice);
  return usePage((state) => {
    const next = pictureOf(shownOf(state));
    if (!saysSame(last.current, next)) last.current = next;
    return last.current;
  });
};

const Content = memo(({ shown }: { readonly shown: Shown }) => {
  switch (shown.name) {
    case 'choose':
    case 'waiting':
    case 'pressed':
      return (
        <>
          <Keys />
          {shown.name === 'waiting' ? <Invitation /> : null}
        </>
      );
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
});

/** The whole screen. Everything on it is placed by the grid of the README of the look; the style reads it from these attributes. */
export const StageIn = ({ grid }: { readonly grid: Grid }) => {
  const shown = usePicture();
  const isPressed = usePage((state) => shownOf(state).name === 'pressed');
  const language = usePage((state) => state.language);
  const isLargeText = usePage((state) => state.isLargeText);
  const isHighContrast = usePage((state) => state.isHighContrast);
  const isReach = usePage((state) => state.isReach);
  const door = usePage((state) => state.door);
  const { flow, face } = arrangementOf(grid.layout, { isLargeText, isReach });
  const u = unitIn(grid);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [dx, dy] = useDrift(resting.has(shown.name));
  const isShut = door === 'shut';
  // The style gives these a header of one line.
  const isSmall = !isShut || shown.name === 'comment';
  const rings: readonly Rings[] = useMemo(() => ringsFor(shown.name, grid), [shown.name, grid]);
  const prompt = useMemo(() => (isShut ? <Prompt /> : null), [isShut]);
  return (
    <div
      className="stage"
      data-screen={isShut ? (isPressed ? 'pressed' : shown.name) : 'technician'}
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
          <StillHeader
            box={`${grid.width}x${grid.height} ${isSmall ? 'small' : 'full'} ${isLargeText}`}
            prompt={prompt}
          />
          {isShut ? <Content shown={shown} /> : door === 'open' ? <TechnicianPage /> : <PinPad />}
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
