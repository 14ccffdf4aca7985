import type { Answer } from '../../state/server.ts';
import type { EntryWords } from '../../words/vi/entry.ts';

type Failed = Extract<Answer<unknown>, { ok: false }>;

const secondsOf = (detail: unknown): number =>
  typeof detail === 'object' &&
  detail !== null &&
  'retryInSeconds' in detail &&
  typeof detail.retryInSeconds === 'number'
    ? Math.ceil(detail.retryInSeconds)
    : 60;

/** What to say when a sign-in did not work: never a code, never whether the name exists. */
export const entryProblem = ({ status, problem }: Failed, words: EntryWords): string => {
  switch (problem.code) {
    case 'session/wrong':
      return words.wrong;
    case 'session/wrong-code':
      return words.wrongCode;
    case 'session/locked':
    case 'http/too-many':
      return words.wait(secondsOf(problem.detail));
    case 'session/totp-needed-outside':
      return words.outside;
    case 'session/off':
      return words.off;
    case 'session/account-idle':
      return words.longUnused;
    case 'session/busy':
      return words.busy;
    case 'invitation/gone':
      return words.setup.used;
    case 'password/too-short':
      return words.setup.short;
    case 'password/too-long':
      return words.setup.tooLong;
    case 'name/full-name':
      return words.setup.fullName;
    case 'password/known':
      return words.setup.known;
    case 'name/taken':
      return words.setup.taken;
    case 'name/malformed':
      return words.setup.malformed;
    default:
      return status === 0 ? words.offline : words.failed;
  }
};
