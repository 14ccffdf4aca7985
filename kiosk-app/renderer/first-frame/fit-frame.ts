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

// All that the first frame's words need: the two scripts of the bar, the weights of its title and text.
const fonts = [
  ['500 1em "Be Vietnam Pro"', 'aạ'],
  ['700 1em "Be Vietnam Pro"', 'aạ'],
  ['500 1em "Noto Sans Khmer"', 'ក'],
] as const;
// Words in another font are better than none.
const wordsAfterMs = 3_000;

/**
 * Without its fonts a word is not to be seen, but laying it out in the system's fonts takes a slow machine half of the time to its
 * first picture, and has to be done again afterwards. So the river and the boat come first, and the words with their fonts.
 */
const keepWordsBack = (stage: HTMLElement): (() => void) => {
  stage.dataset.wordless = '';
  return () => {
    const show = (): void => {
      delete stage.dataset.wordless;
    };
    void Promise.allSettled(fonts.map(([font, text]) => document.fonts.load(font, text))).then(show);
    setTimeout(show, wordsAfterMs);
  };
};

const startAfterPaint = (address: string, loadFonts: () => void): void => {
  let isStarted = false;
  const start = (): void => {
    if (isStarted) return;
    isStarted = true;
    loadFonts();
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
const loadFonts = stage ? keepWordsBack(stage) : () => undefined;
const script = document.querySelector<HTMLMetaElement>('meta[name="start"]');
if (script) startAfterPaint(script.content, loadFonts);
else loadFonts();
