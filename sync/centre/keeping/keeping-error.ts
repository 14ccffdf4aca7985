export type KeepingCode =
  | 'keeping/no-passphrase'
  | 'keeping/folder-not-writable'
  | 'keeping/not-a-backup'
  | 'keeping/wrong-passphrase'
  | 'keeping/not-whole'
  | 'keeping/failed';

/** A backup or a restore that did not happen: one line that a person can act on. */
export class KeepingError extends Error {
  readonly code: KeepingCode;

  constructor(code: KeepingCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'KeepingError';
    this.code = code;
  }
}
