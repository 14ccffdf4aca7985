/** `__Host-` pins a cookie to this host over TLS; a browser takes it only with `Secure`. */
export const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-mot-cham' : 'mot-cham');

/** The session's secret in a request; undefined when there is none, or two that a neighbour may have slipped in. */
export const readCookie = (header: string | undefined, isSecure: boolean): string | undefined => {
  const name = `${cookieName(isSecure)}=`;
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name))
    .map((part) => part.slice(name.length));
  const [only, more] = found;
  return more === undefined && only !== undefined && /^[A-Za-z0-9_-]{43}$/.test(only) ? only : undefined;
};

/** Without Max-Age: it goes with the browser; the server's own clock ends it in any case. */
export const formatCookie = (secret: string | null, isSecure: boolean): string =>
  [
    `${cookieName(isSecure)}=${secret ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(isSecure ? ['Secure'] : []),
    ...(secret === null ? ['Max-Age=0'] : []),
  ].join('; ');
