const key = 'mot-cham-token';

interface Places {
  readonly location: { readonly hash: string; readonly pathname: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/**
 * The token from the address's fragment, which is then wiped so that it stands in no picture of the screen; after a reload, from
 * the tab's storage. Undefined when the page was opened without one.
 */
export const takeToken = ({ location, history, storage }: Places): string | undefined => {
  const given = new URLSearchParams(location.hash.slice(1)).get('k');
  if (!given) return storage.getItem(key) ?? undefined;
  storage.setItem(key, given);
  history.replaceState(null, '', location.pathname);
  return given;
};
