const key = 'mot-cham/landing';

/** Remembers, for the next page only, that somebody was brought here to do the month's task. */
export const markLanding = (): void => window.sessionStorage.setItem(key, '1');

export const takeLanding = (): boolean => {
  const isMarked = window.sessionStorage.getItem(key) === '1';
  window.sessionStorage.removeItem(key);
  return isMarked;
};
