/** The host cannot start. The message is one line that says what to do. */
export class HostError extends Error {
  readonly code: 'host/port-in-use' | 'host/page-not-built' | 'host/data-not-writable';
  constructor(code: HostError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'HostError';
    this.code = code;
  }
}
