import { createRoot } from 'react-dom/client';
import { sender } from './link/send.ts';
import { browserClock } from './link/timers.ts';
import { takeToken } from './link/token.ts';
import { PageContext } from './parts/page-context.ts';
import { prepareKeyboard } from './screens/comment.tsx';
import { Stage } from './screens/stage.tsx';
import { createPage } from './state/page-store.ts';
import { runPage } from './state/run-page.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

const token = takeToken({ location, history, storage: sessionStorage }) ?? '';
const fetchHere: typeof fetch = (...request) => fetch(...request);
const page = createPage();
const { actions } = runPage({
  page,
  clock: browserClock,
  fetch: fetchHere,
  send: sender({ fetch: fetchHere, url: '/api/command', token }),
  eventsUrl: `/api/events?k=${encodeURIComponent(token)}`,
  mintId: () => crypto.randomUUID(),
});

for (const event of ['pointerdown', 'keydown'] as const)
  window.addEventListener(event, actions.touchAnything, { capture: true, passive: true });

createRoot(root).render(
  <PageContext value={{ page, actions, clock: browserClock }}>
    <Stage />
  </PageContext>,
);

// After the first picture is out, so that the keyboard is there when it is needed and costs the start nothing.
browserClock.after(2_000, prepareKeyboard);
