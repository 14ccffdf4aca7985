import { Worker } from 'node:worker_threads';
import type { Instant } from '../../domain/ids.ts';
import { CentreError } from '../centre-error.ts';
import type { Answer, AskedWith, Question } from './reading.ts';

/** The thread's ears: what goes in. */
export interface ReaderTask {
  readonly path: string;
}
export interface AskMessage {
  readonly no: number;
  readonly question: Question;
  readonly now: Instant;
  readonly rest: readonly unknown[];
}
/** … and what comes back. */
export type ToldMessage =
  | { readonly no: number; readonly ok: true; readonly answer: unknown }
  | { readonly no: number; readonly ok: false; readonly code: string; readonly message: string };

/** Puts the pages' questions to a thread that reads beside the centre's own connection. */
export interface Reader {
  /** @throws CentreError `centre/store-failed` when the thread or the file failed; the next question starts a new thread */
  ask<Q extends Question>(question: Q, ...rest: AskedWith<Q>): Promise<Answer<Q>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A store that cannot be read is an operational failure; whatever else was thrown there is a bug, and stays one. */
const failureOf = (code: string, message: string): Error =>
  /^(?:centre\/|SQLITE_)/.test(code)
    ? new CentreError('centre/store-failed', `${code}: ${message}`)
    : new Error(message);

export const startReader = (path: string, now: () => Instant): Reader => {
  let worker: Worker | undefined;
  let isClosed = false;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  const failAll = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new CentreError('centre/store-failed', message));
    waiting.clear();
    worker = undefined;
  };
  const start = (): Worker => {
    const task: ReaderTask = { path };
    const started = new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: task });
    started.on('message', (told: ToldMessage) => {
      const asked = waiting.get(told.no);
      waiting.delete(told.no);
      if (told.ok) asked?.resolve(told.answer);
      else asked?.reject(failureOf(told.code, told.message));
    });
    // A thread that fails takes its questions with it, never the centre: kiosks go on being heard.
    started.on('error', (error) => failAll(`the reading thread failed: ${error.message}`));
    started.on('exit', () => {
      if (worker === started) failAll('the reading thread ended');
    });
    return started;
  };

  // Up before anybody asks: loading takes longer than any answer.
  worker = start();
  return {
    ask: (question, ...rest) => {
      if (isClosed) return Promise.reject(new CentreError('centre/closed', 'the centre is closed'));
      worker ??= start();
      last += 1;
      const message: AskMessage = { no: last, question, now: now(), rest };
      return new Promise((resolve, reject) => {
        waiting.set(message.no, { resolve: resolve as (answer: unknown) => void, reject });
        worker?.postMessage(message);
      });
    },
    close: async () => {
      isClosed = true;
      const running = worker;
      worker = undefined;
      await running?.terminate();
      failAll('the centre is closed');
    },
  };
};
