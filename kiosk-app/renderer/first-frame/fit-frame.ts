import { arrangementOf } from '../layout/arrangement.ts';
import { riverShape } from '../layout/river-shape.ts';
import { stageVariables, unitIn } from '../layout/stage-variables.ts';
import { gridFor } from '../layout/viewport.ts';

/**
 * Runs inside the page's HTML, right behind the first frame: fits that frame to the window, lets it be painted, and only then
 * fetches the script, which is thirty times as long: even its preload would come before the picture.
 */
const fitFrame = (stage: HTMLElement): void => {
  const grid = gridFor(window.innerWidth, window.innerHeight);
  const { flow, face } = arrangementOf(grid.layout, { isLargeText: false, isReach: false });
  Object.assign(stage.dataset, { layout: grid.layout, flow, face });
  for (const [name, value] of Object.entries(stageVariables(grid))) stage.style.setProperty(name, value);
  const shape = riverShape({ ...grid, u: unitIn(grid) }, false);
  const water = stage.querySelector('.river-water');
  for (const [name, value] of Object.entries(shape.frame)) water?.setAttribute(name, value);
  for (const path of stage.querySelectorAll('.river-water path'))
    path.setAttribute('d', path.classList.contains('water-line') ? shape.surface : shape.water);
};

const startAfterPaint = (address: string): void => {
  let isStarted = false;
  const start = (): void => {
    if (isStarted) return;
    isStarted = true;
    const script = document.createElement('script');
    script.type = 'module';
    script.crossOrigin = '';
    script.src = address;
    document.head.append(script);
  };
  requestAnimationFrame(() => setTimeout(start));
  // A window that is hidden paints nothing and must be ready when it is shown.
  setTimeout(start, 1_000);
};

const stage = document.querySelector<HTMLElement>('.stage');
if (stage) fitFrame(stage);
const script = document.querySelector<HTMLMetaElement>('meta[name="start"]');
if (script) startAfterPaint(script.content);
