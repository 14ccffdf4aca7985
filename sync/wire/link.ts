/** A last will: what the broker says in our name when it loses us. */
export interface Will {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

export interface LinkMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Kept by the broker and told because we subscribed, not because it was just sent. */
  readonly isRetained: boolean;
}

/** `down` carries why, in words for a log; it is told once for every `connect`, also when the attempt itself fails. */
export type LinkEvent =
  | { readonly is: 'up' }
  | { readonly is: 'down'; readonly reason: string }
  | { readonly is: 'message'; readonly message: LinkMessage };

/**
 * One connection to a broker at a time, made and made again only when it is told to. It keeps nothing: what was not
 * acknowledged when the connection goes is rejected, and the caller, who has the ledger, decides what to send again.
 */
export interface Link {
  /** Starts a new connection. Ends in `up` or `down`. A call while one is open or under way is a bug. */
  connect(will?: Will): void;
  /**
   * Resolves when the broker has taken the message over (QoS 1: PUBACK). That is not arrival.
   * @throws LinkError `link/down`, `link/busy` (too many unacknowledged), `link/timeout`
   */
  publish(
    topic: string,
    payload: string,
    options: { readonly qos: 0 | 1; readonly retain: boolean },
  ): Promise<void>;
  /** Resolves with the broker's SUBACK. @throws LinkError `link/down`, `link/refused`, `link/timeout` */
  subscribe(filter: string, qos: 0 | 1): Promise<void>;
  on(listener: (event: LinkEvent) => void): () => void;
  /** Drops the connection at once, without a word to the broker: it sends the last will. Tells `down`. */
  drop(reason: string): void;
  /** Disconnects in good order (no last will). Resolves within a second, never rejects. */
  close(): Promise<void>;
}

export type LinkErrorCode = 'link/down' | 'link/busy' | 'link/timeout' | 'link/refused';

export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;

  constructor(code: LinkErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
