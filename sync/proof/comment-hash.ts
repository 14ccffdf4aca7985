import type { HashHex } from '../domain/ids.ts';
import { sha256 } from './signing.ts';

/**
 * What a `comment` entry keeps of its text: SHA-256 over the salt (32 hexadecimal digits, as text) and the text right
 * behind it. The salt makes a short comment unguessable once salt and text have been erased.
 */
export const commentHash = (salt: string, text: string): HashHex => sha256(`${salt}${text}`);
