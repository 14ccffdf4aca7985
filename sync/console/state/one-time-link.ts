/** The secret of a set-up link or an invitation. It stands after `#`, which a browser never sends to a server or its logs. */
export interface OneTimeLink {
  readonly kind: 'setup' | 'invite';
  readonly token: string;
}

export const readOneTimeLink = (hash: string): OneTimeLink | null => {
  const [, kind, token] = /^#(setup|invite)=([A-Za-z0-9_-]{8,200})$/.exec(hash) ?? [];
  if (token === undefined) return null;
  return { kind: kind === 'setup' ? 'setup' : 'invite', token };
};
