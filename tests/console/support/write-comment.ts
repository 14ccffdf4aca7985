import { randomBytes } from 'node:crypto';
import type { CounterId, DepartmentId, Instant } from '../../../sync/domain/ids.ts';
import { commentHash } from '../../../sync/proof/comment-hash.ts';
import type { Hall } from './hall.ts';

const twentySeconds = 20_000;

/** Somebody chose "comment" at a kiosk of the hall and wrote; the text travels beside the chain. */
export const writeComment = (hall: Hall, name: string, at: Instant, text: string): void => {
  const kiosk = hall.kiosk(name);
  const of = hall.write(name, at, {
    kind: 'rating',
    category: 'comment',
    department: kiosk.department as DepartmentId,
    counter: name.slice(1) as CounterId,
    via: 'serial',
  });
  const salt = randomBytes(16).toString('hex');
  const textHash = commentHash(salt, text);
  const ofHash = kiosk.script.hashAt(of);
  const seq = hall.write(name, (at + twentySeconds) as Instant, { kind: 'comment', of, ofHash, textHash });
  kiosk.texts.push({ seq, salt, text });
};
