import { useSyncExternalStore } from 'react';

const query = '(max-width: 760px)';
const onChange = (told: () => void): (() => void) => {
  const media = window.matchMedia(query);
  media.addEventListener('change', told);
  return () => media.removeEventListener('change', told);
};

/** Whether the page is as narrow as a phone: the same width at which the style sheet changes. */
export const usePhone = (): boolean => useSyncExternalStore(onChange, () => window.matchMedia(query).matches);
