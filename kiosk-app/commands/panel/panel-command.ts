import type { PanelProblem } from '../../../device/panel.ts';

/** What a technician asked for cannot be done with this panel. */
export class PanelCommandError extends Error {
  readonly code: string;
  constructor({ code, message }: PanelProblem) {
    super(message);
    this.code = code;
  }
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Aborted by Ctrl-C, or by whoever ends the process. */
export const interrupted = (): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
};
