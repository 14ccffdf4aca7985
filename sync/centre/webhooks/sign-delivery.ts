import { createHmac } from 'node:crypto';

/** The header that a receiver checks. */
export const signatureHeader = 'x-mot-cham-signature';

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`. The time stands inside what is signed, so that a delivery that
 * was overheard can be refused when it comes again later.
 */
export const signDelivery = (secret: string, body: string, atMs: number): string => {
  const seconds = Math.floor(atMs / 1_000);
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
};
