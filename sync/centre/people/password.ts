import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane; some 40 ms on a centre's machine. */
export const argonCost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;
const shape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

export const shortestPassword = 12;
export const longestPassword = 256;

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // The same text typed on another keyboard may be composed differently.
    const message = password.normalize('NFC');
    argon2('argon2id', { message, nonce, tagLength, ...cost }, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });

const base64 = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
const format = (cost: Cost, nonce: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;

/** What is stored of a password: the PHC string that any argon2 tool can check. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16);
  return format(argonCost, nonce, await derive(password, nonce, argonCost));
};

// Nobody's password. A name that does not exist is tried against it, so that it takes the same time as one that does.
const nobodys = format(argonCost, Buffer.alloc(16, 7), Buffer.alloc(tagLength, 7));

/**
 * Whether a password is the stored one.
 * @param stored null or undefined for a name that nobody has, or who has no password yet: takes as long, and is never true
 */
export const isPassword = async (password: string, stored: string | null | undefined): Promise<boolean> => {
  const [, memory, passes, parallelism, nonce, tag] = shape.exec(stored ?? nobodys) ?? [];
  if (!nonce || !tag) throw new Error('a stored password is no argon2id string');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await derive(password, Buffer.from(nonce, 'base64'), cost);
  const isSame = timingSafeEqual(found, Buffer.from(tag, 'base64'));
  return isSame && stored !== null && stored !== undefined;
};

// The passwords that are tried first, in the shapes that twelve characters allow.
const wellKnown =
  /^(?:(?:password|passw0rd|matkhau|mậtkhẩu|admin|administrator|motcham|mộtchạm|qwertyuiop|qwerty|abcdef|iloveyou|welcome|xinchao)[\W_]*\d*[\W_]*)+$/iu;
const repeated = /^(.{1,4})\1+$/u;
const sequence = /^(?:0?1234567890?|abcdefghijkl|9?876543210)+\d*$/u;

export type PasswordProblem = 'password/too-short' | 'password/too-long' | 'password/known';

/** What is wrong with a new password: its length, or that it would be among the first that are tried. */
export const passwordProblem = (password: string, name: string): PasswordProblem | undefined => {
  const text = password.normalize('NFC');
  if ([...text].length < shortestPassword) return 'password/too-short';
  if ([...text].length > longestPassword) return 'password/too-long';
  const lower = text.toLocaleLowerCase('vi');
  const plain = lower.replaceAll(' ', '');
  if (name.length >= 3 && plain.replace(name, '').length < 8) return 'password/known';
  return wellKnown.test(plain) || repeated.test(plain) || sequence.test(plain) ? 'password/known' : undefined;
};
