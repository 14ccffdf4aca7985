import { parentPort, workerData } from 'node:worker_threads';
import { openStoreForReading } from '../store/open-store.ts';
import type { AskMessage, ReaderTask, ToldMessage } from './reader.ts';
import { answer, readingOf } from './reading.ts';

// The other half of reader.ts: one connection, one question after the other.
const task: ReaderTask = workerData;
const reading = readingOf(openStoreForReading(task.path), () => performance.now());
const port = parentPort;
if (!port) throw new Error('this file is the body of a thread');

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : 'bug';

// The month's document is what a month is worked for: whoever asks for it does not wait for its library too.
let turn: Promise<void> = import('../../report/render-docx.ts').then(() => undefined);
port.on('message', ({ no, question, now, rest }: AskMessage) => {
  turn = turn.then(async () => {
    let told: ToldMessage;
    try {
      told = { no, ok: true, answer: await answer(reading, question, now, rest) };
    } catch (cause) {
      const message = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
      told = { no, ok: false, code: codeOf(cause), message };
    }
    port.postMessage(told);
  });
});
