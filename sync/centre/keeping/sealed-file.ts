import { argon2, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { KeepingError } from './keeping-error.ts';

/*
 * A sealed file: one line of JSON that says how it was sealed, then AES-256-GCM over the content, then the tag of 16 bytes.
 * The line is authenticated with the content. The key is argon2id of a passphrase (64 MiB, 3 passes).
 */

const tagBytes = 16;
const longestHeader = 4_096;
const cost = { memory: 65_536, passes: 3, parallelism: 1 } as const;

const header = z.strictObject({
  format: z.literal('mot-cham/backup'),
  v: z.literal(1),
  centre: z.string().max(64),
  at: z.string().max(64),
  // Bounds, so that a file from elsewhere cannot ask for all the memory there is.
  memory: z.number().int().min(8).max(1_048_576),
  passes: z.number().int().min(1).max(16),
  parallelism: z.number().int().min(1).max(4),
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  nonce: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
});
export type SealHeader = z.infer<typeof header>;

const keyOf = (
  passphrase: string,
  of: Pick<SealHeader, 'memory' | 'passes' | 'parallelism' | 'salt'>,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const { memory, passes, parallelism } = of;
    const nonce = Buffer.from(of.salt, 'base64url');
    const message = passphrase.normalize('NFC');
    argon2('argon2id', { message, nonce, tagLength: 32, memory, passes, parallelism }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });

/** Seals a file into another, which is complete and on the disk when this resolves. */
export const sealFile = async (
  from: string,
  to: string,
  passphrase: string,
  about: Pick<SealHeader, 'centre' | 'at'>,
): Promise<void> => {
  const head: SealHeader = {
    format: 'mot-cham/backup',
    v: 1,
    ...about,
    ...cost,
    salt: randomBytes(16).toString('base64url'),
    nonce: randomBytes(12).toString('base64url'),
  };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  const cipher = createCipheriv(
    'aes-256-gcm',
    await keyOf(passphrase, head),
    Buffer.from(head.nonce, 'base64url'),
  );
  cipher.setAAD(line);
  const out = createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true });
  out.write(line);
  await pipeline(
    createReadStream(from),
    cipher,
    async function* (source) {
      yield* source;
      yield cipher.getAuthTag();
    },
    out,
  );
};

/** @throws KeepingError `keeping/not-a-backup` */
export const readSealHeader = async (
  path: string,
): Promise<{ readonly head: SealHeader; readonly line: Buffer }> => {
  let bytes: Buffer;
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
      bytes = buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new KeepingError('keeping/not-a-backup', `${path} cannot be read`, cause);
  }
  const end = bytes.indexOf(10);
  try {
    const line = bytes.subarray(0, end + 1);
    return { head: header.parse(JSON.parse(line.toString('utf8'))), line };
  } catch (cause) {
    throw new KeepingError('keeping/not-a-backup', `${path} is no backup of a centre`, cause);
  }
};

/**
 * Opens a sealed file into another. What is written may be trusted only when this resolves.
 * @throws KeepingError `keeping/not-a-backup`, `keeping/wrong-passphrase` (or a byte of it was changed)
 */
export const unsealFile = async (from: string, to: string, passphrase: string): Promise<SealHeader> => {
  const { head, line } = await readSealHeader(from);
  const { size } = await stat(from);
  const end = size - tagBytes;
  if (end < line.length) throw new KeepingError('keeping/not-a-backup', `${from} was cut short`);
  const file = await open(from, 'r');
  let tag: Buffer;
  try {
    tag = (await file.read(Buffer.alloc(tagBytes), 0, tagBytes, end)).buffer;
  } finally {
    await file.close();
  }
  const key = await keyOf(passphrase, head);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(head.nonce, 'base64url'));
  decipher.setAAD(line);
  decipher.setAuthTag(tag);
  const source =
    end > line.length ? createReadStream(from, { start: line.length, end: end - 1 }) : [Buffer.alloc(0)];
  try {
    await pipeline(source, decipher, createWriteStream(to, { mode: 0o600, flags: 'wx', flush: true }));
  } catch (cause) {
    throw new KeepingError(
      'keeping/wrong-passphrase',
      `${from} does not open: the passphrase is another, or the file was changed`,
      cause,
    );
  }
  return head;
};
