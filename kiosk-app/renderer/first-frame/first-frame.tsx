import { renderToString } from 'preact-render-to-string';
import type { ReactElement } from 'react';
import { gridFor } from '../layout/viewport.ts';
import { PageContext } from '../parts/page-context.ts';
import { StageIn } from '../screens/stage.tsx';
import { createPage } from '../state/page-store.ts';
import type { PageActions } from '../state/run-page.ts';

const nobody = (): void => undefined;
const noActions: PageActions = {
  fingerDown: nobody,
  fingerUp: nobody,
  fingerAway: nobody,
  takeBack: nobody,
  dismiss: nobody,
  type: nobody,
  sendComment: nobody,
  speak: nobody,
  toggle: nobody,
  openDoor: nobody,
  closeDoor: nobody,
  learnPanel: nobody,
  endLesson: nobody,
  pressPanelKey: nobody,
  touchAnything: nobody,
};

const frame = (
  <PageContext
    value={{ page: createPage(), actions: noActions, clock: { now: () => 0, after: () => nobody } }}
  >
    <StageIn grid={gridFor(1024, 768)} />
  </PageContext>
) satisfies ReactElement;

/** The starting screen as the page's own components draw it, before anything is known. */
export const firstFrame: string = renderToString(frame as never)
  // The policy of the page refuses style attributes; the script beside it sets them for the window as it is.
  .replace(/ style="[^"]*"/g, '')
  // So do the river's shape and the layout; without a layout nothing is drawn, in case a frame is due before that script ran.
  .replace(/ data-(layout|flow|face)="[^"]*"/g, '')
  .replace(/ d="M-8[^"]*"/g, ' d="M0 0"');
