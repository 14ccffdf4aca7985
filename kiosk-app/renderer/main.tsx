import { createRoot } from 'react-dom/client';
import { sender } from './link/send.ts';
import { browserClock } from './link/timers.ts';
import { takeToken } from './link/token.ts';
import { isPanelKey } from './lock/allowed-key.ts';
import { lockPage } from './lock/lock-page.ts';
import { followSteering } from './parts/follow-steering.ts';
import { PageContext } from './parts/page-context.ts';
import { SafetyNet } from './parts/safety-net.tsx';
import { prepareKeyboard } from './screens/comment.tsx';
import { Stage } from './screens/stage.tsx';
import { createPlayer } from './sound/player.ts';
import { scoreFor } from './sound/score.ts';
import { afterPaint } from './state/after-paint.ts';
import { beat } from './state/heartbeat.ts';
import { createPage } from './state/page-store.ts';
import { runPage } from './state/run-page.ts';
import { shownOf } from './state/shown.ts';
import { countsAsKnock, type Tap } from './technician/door.ts';
import { holdChord } from './technician/hold-chord.ts';

// The host answers within this; if not, the bar's controls on the starting screen come alive without it.
const firstWordMs = 500;
// What the first press may need is fetched this long after the first choice was drawn.
const prepareAfterMs = 3_000;

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

const token = takeToken({ location, history, storage: sessionStorage }) ?? '';
const fetchHere: typeof fetch = (...request) => fetch(...request);
const send = sender({ fetch: fetchHere, url: '/api/command', token });
const page = createPage();
const { actions } = runPage({
  page,
  clock: browserClock,
  fetch: fetchHere,
  send,
  eventsUrl: `/api/events?k=${encodeURIComponent(token)}`,
  mintId: () => crypto.randomUUID(),
});

const nextFrame = (run: () => void): void => void requestAnimationFrame(() => run());
lockPage(window);
followSteering(page, document, nextFrame);
beat({
  clock: browserClock,
  send,
  nextFrame,
  isDrawn: () => (document.querySelector('[data-screen]')?.getBoundingClientRect().height ?? 0) > 0,
});

const player = createPlayer(() => new AudioContext());
page.subscribe((now, before) => {
  if (!now.snapshot?.sound) return;
  const score = scoreFor(shownOf(before).name, shownOf(now).name);
  if (score.length > 0) afterPaint(nextFrame, browserClock, () => player.play(score));
});

const leavable: ReadonlySet<string> = new Set(['thanks', 'comment', 'repeat', 'taken-back', 'not-recorded']);
const knockAtDoor = (): void => {
  if (page.getState().door === 'shut') actions.openDoor('');
};
holdChord(window, browserClock, knockAtDoor);
let knocks: readonly Tap[] = [];
window.addEventListener(
  'pointerdown',
  (event) => {
    actions.touchAnything();
    const tap = { x: event.clientX, y: event.clientY, at: browserClock.now() };
    const knock = countsAsKnock(knocks, tap, { width: window.innerWidth, height: window.innerHeight });
    knocks = knock.taps;
    if (knock.isOpen) knockAtDoor();
  },
  { capture: true, passive: true },
);
// No pointer on a touch screen; one for whoever has a mouse.
window.addEventListener('pointermove', (event) => {
  document.documentElement.toggleAttribute('data-mouse', event.pointerType === 'mouse');
});
// A finger leaves no focus behind: the ring is for those who move it with keys.
window.addEventListener('click', (event) => {
  if (event.detail > 0 && document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
});
window.addEventListener(
  'keydown',
  (event) => {
    actions.touchAnything();
    const isInField = event.target instanceof HTMLTextAreaElement;
    const hasTypingPanel =
      page.getState().snapshot?.panels.some((panel) => panel.profile === 'keyboard-wedge') ?? false;
    if (isPanelKey(event, { isInField, hasTypingPanel })) {
      event.preventDefault();
      event.stopPropagation();
      actions.pressPanelKey(event.code);
    } else if (event.key === 'Escape' && leavable.has(shownOf(page.getState()).name)) actions.dismiss();
  },
  { capture: true },
);

const startAnew = (): void => void browserClock.after(3_000, () => location.reload());
let isDrawn = false;
const draw = (): void => {
  if (isDrawn) return;
  isDrawn = true;
  stopWaiting();
  callOffDraw();
  createRoot(root).render(
    <PageContext value={{ page, actions, clock: browserClock }}>
      <SafetyNet
        onFall={startAnew}
        fallback={<p className="fallen">Tạm ngừng phục vụ · ផ្អាកបម្រើ · Out of service</p>}
      >
        <Stage />
      </SafetyNet>
    </PageContext>,
  );
  // Long after the picture is out and when nobody is pressing, so that both are there when needed and cost neither start nor press.
  browserClock.after(prepareAfterMs, () =>
    requestIdleCallback(() => {
      prepareKeyboard();
      if (page.getState().snapshot?.sound) requestIdleCallback(() => player.open());
    }),
  );
};
// The starting screen stands in the HTML already; drawing it again would only keep the first choice waiting.
const stopWaiting = page.subscribe((now) => {
  if (now.snapshot) draw();
});
const callOffDraw = browserClock.after(firstWordMs, draw);
