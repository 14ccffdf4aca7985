import { isAllowedKey } from './allowed-key.ts';

const refuse = (event: Event): void => event.preventDefault();
const isField = (target: EventTarget | null): boolean => target instanceof HTMLTextAreaElement;

// Everything a browser offers to do with the page instead of using it.
const refused = [
  'contextmenu',
  'dragstart',
  'dragenter',
  'dragover',
  'drop',
  'copy',
  'cut',
  'paste',
  'auxclick',
  'gesturestart',
  'gesturechange',
  'dblclick',
  'beforeprint',
] as const;

/**
 * Takes from the window all that is not the page: menus, selection, drag, zoom, clipboard, print, history, shortcuts. Returns
 * what gives it back. The window around the page (Electron, or Chromium's kiosk mode) locks what a page cannot reach.
 */
export const lockPage = (target: Window): (() => void) => {
  const { document, history } = target;
  const undo = new AbortController();
  const options = { capture: true, passive: false, signal: undo.signal } as const;
  for (const name of refused) target.addEventListener(name, refuse, options);
  target.addEventListener(
    'selectstart',
    (event) => {
      if (!isField(event.target)) event.preventDefault();
    },
    options,
  );
  // Zoom: with the wheel, with two fingers.
  target.addEventListener('wheel', refuse, options);
  target.addEventListener(
    'touchmove',
    (event) => {
      if (event.cancelable && !isField(event.target)) event.preventDefault();
    },
    options,
  );
  // The side buttons of a mouse go back and forward, the middle one scrolls or pastes.
  for (const name of ['mousedown', 'mouseup', 'pointerdown'] as const)
    target.addEventListener(
      name,
      (event) => {
        if (event.button !== 0) event.preventDefault();
      },
      options,
    );
  target.addEventListener(
    'keydown',
    (event) => {
      if (!isAllowedKey(event, isField(event.target))) event.preventDefault();
    },
    options,
  );
  // The page needs neither, so nobody else's script shall find them.
  target.open = () => null;
  target.print = () => undefined;
  // Whatever still goes back lands on the same page.
  history.pushState(null, '', target.location.pathname);
  target.addEventListener('popstate', () => history.pushState(null, '', target.location.pathname), options);
  document.documentElement.setAttribute('data-locked', '');
  return () => undo.abort();
};
