import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/*
 * A kiosk's password as Mosquitto's password file has it: `$7$<iterations>$<salt>$<hash>`, PBKDF2 with SHA-512. The password is
 * 256 random bits, so that the iterations guard nothing: they are Mosquitto's own default, and cheap.
 */
const iterations = 101;
const saltBytes = 12;
const hashBytes = 64;

const derive = (password: string, salt: Buffer, rounds: number): Buffer =>
  pbkdf2Sync(password, salt, rounds, hashBytes, 'sha512');

export const hashLogin = (password: string, salt: Buffer = randomBytes(saltBytes)): string =>
  `$7$${iterations}$${salt.toString('base64')}$${derive(password, salt, iterations).toString('base64')}`;

/** Whether a password is the one that was hashed. */
export const isLogin = (password: string, hashed: string): boolean => {
  const [, , rounds = '', salt = '', hash = ''] = hashed.split('$');
  const wanted = Buffer.from(hash, 'base64');
  const given = derive(password, Buffer.from(salt, 'base64'), Number(rounds) || 1);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
};
