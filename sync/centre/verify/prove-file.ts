import { statSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import type { Findings } from './findings.ts';

export const readIntegrity = (db: Database.Database): readonly string[] =>
  db.prepare<[], string>('PRAGMA integrity_check(5)').pluck().all();

/** What the worker is handed: `signal` becomes 1 when it has started and 2 when its lines are sent. */
export interface FileTask {
  readonly path: string;
  readonly signal: SharedArrayBuffer;
}

// Below this a thread costs more than it saves.
const largeBytes = 32 * 1024 * 1024;
const startWithinMs = 10_000;

/**
 * Proves that the file's pages and indexes hold together; the table is counted from an index alone, so that must hold
 * exactly what the rows hold. On a large file SQLite's check runs in a thread of its own beside the proof of the ledgers.
 * @returns the function that waits for it and notes what it found
 */
export const startFileProof = (db: Database.Database, findings: Findings): (() => void) => {
  const note = (lines: readonly string[]): void => {
    for (const line of lines) if (line !== 'ok') findings.note('file', line);
  };
  if (statSync(db.name).size < largeBytes) return () => note(readIntegrity(db));
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const { port1, port2 } = new MessageChannel();
  const task: FileTask = { path: db.name, signal: signal.buffer };
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url), {
    workerData: { task, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  return () => {
    if (Atomics.load(signal, 0) === 0) Atomics.wait(signal, 0, 0, startWithinMs);
    if (Atomics.load(signal, 0) === 1) Atomics.wait(signal, 0, 1);
    const answer: { readonly message: unknown } | undefined = receiveMessageOnPort(port1);
    port1.close();
    const lines = answer?.message;
    // A thread that did not come up, or failed: the check is not left out for that.
    note(Array.isArray(lines) ? lines.map(String) : readIntegrity(db));
  };
};
