import type { HashHex, LedgerId } from './ids.ts';

/** SHA-256 of a text's UTF-8 bytes. The room that has Node hands it in; the domain has no runtime of its own. */
export type Sha256 = (text: string) => HashHex;

/** What the first entry of a ledger carries as the hash of the one before it. */
export const genesisHash = (sha256: Sha256, ledger: LedgerId): HashHex =>
  sha256(`motcham/1/ledger\n${ledger}`);

/**
 * The hash of an entry: over the hash of the one before and the exact stored bytes, with a line feed between them (JSON
 * text holds none), so that `printf '%s\n%s' PREV BODY | sha256sum` checks a link by hand.
 */
export const entryHash = (sha256: Sha256, prev: HashHex, body: string): HashHex => sha256(`${prev}\n${body}`);
