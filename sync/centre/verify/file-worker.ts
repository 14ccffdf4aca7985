import { type MessagePort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { type FileTask, readIntegrity } from './prove-file.ts';

// The other half of prove-file.ts: SQLite's own check of a large file, in a thread of its own.
const { task, port }: { readonly task: FileTask; readonly port: MessagePort } = workerData;
const signal = new Int32Array(task.signal);
const say = (stage: number): void => {
  Atomics.store(signal, 0, stage);
  Atomics.notify(signal, 0);
};

say(1);
try {
  const db = new Database(task.path, { readonly: true, fileMustExist: true, timeout: 5_000 });
  db.pragma('cache_size = -65536');
  port.postMessage(readIntegrity(db));
  db.close();
} catch (cause) {
  port.postMessage([cause instanceof Error ? cause.message : String(cause)]);
} finally {
  port.close();
  say(2);
}
