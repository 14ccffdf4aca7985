const loopback = new Set(['127.0.0.1', 'localhost']);

/** A page served on this machine over HTTP; anything else is not shown. */
export const isLoopbackPage = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  return protocol === 'http:' && loopback.has(hostname) && username === '' && password === '';
};

/** Whether the window may load this: its own origin, and nothing else, whoever asks for it. */
export const isOurs = (url: string, page: string): boolean =>
  URL.canParse(url) && isLoopbackPage(page) && new URL(url).origin === new URL(page).origin;

/**
 * The frame that a request of the page reports as painted, or undefined when the request is about something else. The page counts
 * frames that really went out, so this is the only sign of life that a white or frozen page cannot give.
 */
export const paintedFrame = (request: {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}): number | undefined => {
  if (request.method !== 'POST' || !request.url.endsWith('/api/command')) return undefined;
  try {
    const command: unknown = JSON.parse(request.body);
    if (typeof command !== 'object' || command === null || !('do' in command) || !('frame' in command))
      return undefined;
    return command.do === 'heartbeat' && Number.isSafeInteger(command.frame)
      ? Number(command.frame)
      : undefined;
  } catch {
    return undefined; // not ours to judge: the host answers what is wrong with it
  }
};
