import { memo, useEffect, useMemo, useRef } from 'react';
import { arrangementOf } from '../layout/arrangement.ts';
import { stageVariables, unitIn } from '../layout/stage-variables.ts';
import type { Grid } from '../layout/viewport.ts';
import { Asked } from '../parts/asked.tsx';
import { Bar } from '../parts/bar.tsx';
import { Header } from '../parts/header.tsx';
import { KeptPictures } from '../parts/kept.tsx';
import { usePage, usePageParts } from '../parts/page-context.ts';
import { River } from '../parts/river.tsx';
import { useDrift } from '../parts/use-drift.ts';
import { useGrid } from '../parts/use-grid.ts';
import { PinPad, TechnicianPage } from '../technician/technician.tsx';
import { Comment } from './comment.tsx';
import { NotRecorded, Repeat, TakenBack } from './messages.tsx';
import { drawKept, type KeptName, keptIn, type Picture, usePicture, useScreenName } from './ordinary.tsx';
import { Prompt } from './prompt.tsx';
import { Closed, OutOfService, ScreenOff, Starting } from './resting.tsx';
import { RingsOnWater } from './rings-on-water.tsx';
import { Invitation } from './waiting.tsx';

const resting: ReadonlySet<Picture['name']> = new Set(['waiting', 'closed', 'out-of-service', 'starting']);

// All of them look the same under a pressed key: nothing is drawn anew while a finger waits but the key itself.
const StillHeader = memo(Header);
const StillRiver = memo(River);
const StillBar = memo(Bar);
const StillAsked = memo(Asked);
const StillKept = memo(KeptPictures<KeptName>);

/** Everything but what is kept. */
const Content = memo(({ shown }: { readonly shown: Picture }) => {
  switch (shown.name) {
    case 'ordinary':
      return null;
    case 'waiting':
      return <Invitation />;
    case 'comment':
      return <Comment key={shown.press} seq={shown.seq} remainingMs={shown.remainingMs} />;
    case 'repeat':
      return <Repeat category={shown.category} hasUndo={shown.undo !== undefined} />;
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
  const { page } = usePageParts();
  const stage = useRef<HTMLDivElement>(null);
  const firstName = useScreenName(page, stage);
  const language = usePage((state) => state.language);
  const isLargeText = usePage((state) => state.isLargeText);
  const isHighContrast = usePage((state) => state.isHighContrast);
  const isReach = usePage((state) => state.isReach);
  const door = usePage((state) => state.door);
  const isTested = usePage((state) => state.snapshot?.buttonTest !== undefined);
  const { flow, face } = arrangementOf(grid.layout, { isLargeText, isReach });
  const u = unitIn(grid);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [dx, dy] = useDrift(resting.has(shown.name));
  const isShut = door === 'shut';
  // The style gives these a header of one line.
  const isSmall = !isShut || shown.name === 'comment';
  const rings = useMemo(() => <RingsOnWater grid={grid} />, [grid]);
  const prompt = useMemo(() => (isShut ? <Prompt /> : null), [isShut]);
  return (
    <div
      ref={stage}
      className="stage"
      data-screen={firstName}
      data-layout={grid.layout}
      data-flow={flow}
      data-face={face}
      data-large={isLargeText ? '' : undefined}
      data-contrast={isHighContrast ? '' : undefined}
      data-reach={isReach ? '' : undefined}
      data-tested={isTested ? '' : undefined}
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
          <StillKept dueIn={keptIn} draw={drawKept} />
          {isShut ? <Content shown={shown} /> : door === 'open' ? <TechnicianPage /> : <PinPad />}
          <StillRiver width={grid.width} height={grid.height} u={u} isStill={shown.name === 'out-of-service'}>
            {rings}
          </StillRiver>
          <StillBar />
        </>
      )}
      <StillAsked />
    </div>
  );
};

export const Stage = () => <StageIn grid={useGrid()} />;
