import type { App, Session, WebContents } from 'electron/main';
import { isOurs, paintedFrame } from './gate.ts';

/** Nothing leaves the page's origin, nothing is granted, nothing is saved. `onFrame` hears the page's beats on their way out. */
export const lockSession = (session: Session, page: () => string, onFrame: (frame: number) => void): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const isAllowed = isOurs(details.url, page());
    if (isAllowed) {
      const body = (details.uploadData ?? []).map((part) => part.bytes.toString('utf8')).join('');
      const frame = paintedFrame({ method: details.method, url: details.url, body });
      if (frame !== undefined) onFrame(frame);
    }
    answer({ cancel: !isAllowed });
  });
};

/** No other page, no second window, no frame of somebody else, no zoom. */
export const lockContents = (contents: WebContents, page: () => string): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isOurs(event.url, page())) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('did-finish-load', () => void contents.setVisualZoomLevelLimits(1, 1));
};

/** The page is on this machine and has no certificate; one that is offered is somebody else's. */
export const refuseCertificates = (app: App): void => {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
};
