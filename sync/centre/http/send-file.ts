import type { FastifyReply } from 'fastify';
import type { FileMade } from '../views/files.ts';

export const isFile = (answer: unknown): answer is FileMade =>
  typeof answer === 'object' && answer !== null && 'bytes' in answer && answer.bytes instanceof Uint8Array;

/** A file to keep, never to be shown in place: its name in the plain and in the RFC 5987 form. */
export const sendFile = (reply: FastifyReply, { name, type, bytes }: FileMade): FastifyReply => {
  const plain = name.replaceAll(/[^\w.-]/g, '_');
  return reply
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    )
    .type(type)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
};
