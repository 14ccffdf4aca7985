import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useStore } from 'zustand';
import type { SessionState } from '../centre/api/session.ts';
import { EntryPage } from './pages/entry/entry-page.tsx';
import { createLaterPages, LaterPagesContext } from './shell/later-pages.tsx';
import { Shell } from './shell/shell.tsx';
import { ConsoleContext } from './state/console.ts';
import { takeFirstAnswers } from './state/first-answers.ts';
import { followEvents } from './state/follow-events.ts';
import { landOnTask } from './state/landing.ts';
import { createLive } from './state/live.ts';
import { createResources } from './state/resources.ts';
import { createServer } from './state/server.ts';
import { createSession, createSessionStore, csrfOf } from './state/session.ts';
import { wordsOf } from './words/catalogue.ts';
import { type Language, languages } from './words/words.ts';

const languageKey = 'mot-cham/language';

const store = createSessionStore();
const server = createServer({
  fetch: window.fetch.bind(window),
  csrf: () => csrfOf(store.getState().state),
  onSignedOut: () => session.end(),
});
const session = createSession(server, store, (state) => landOnTask(state, server));
const resources = createResources(server, Date.now);
const live = createLive({
  open: () => new EventSource('/api/live'),
  now: Date.now,
  ...followEvents(resources, session),
  wait: (run, ms) => window.setTimeout(run, ms),
  cancel: (timer) => window.clearTimeout(timer),
});
// What one person saw must not wait for the next one at the same screen.
store.subscribe(({ state }) => {
  if (state?.step !== 'done') resources.forget();
});

const readLanguage = (): Language => {
  const kept = window.localStorage.getItem(languageKey);
  return languages.find((language) => language === kept) ?? 'vi';
};

const laterPages = createLaterPages();
const told = takeFirstAnswers(document);
const toldSession = told.get('/api/session') as SessionState | undefined;
if (toldSession) {
  session.enter(toldSession);
  const today = told.get('/api/today');
  if (today !== undefined) resources.give('/api/today', today);
} else void session.load();
const firstLanguage = readLanguage();
const first = { language: firstLanguage, words: await wordsOf[firstLanguage]() };

const App = () => {
  const [{ language, words }, setSpoken] = useState(first);
  const isIn = useStore(store, ({ state }) => state?.step === 'done');
  const isKnown = useStore(store, ({ state, isUnreachable }) => state !== null || isUnreachable);
  document.documentElement.lang = language;
  const speak = (wanted: Language): void => {
    window.localStorage.setItem(languageKey, wanted);
    void wordsOf[wanted]().then((wordsOfIt) => setSpoken({ language: wanted, words: wordsOfIt }));
  };
  const parts = { server, session, resources, live, words, language, speak };
  return (
    <ConsoleContext value={parts}>
      <LaterPagesContext value={laterPages}>
        {isKnown ? isIn ? <Shell /> : <EntryPage /> : null}
      </LaterPagesContext>
    </ConsoleContext>
  );
};

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
