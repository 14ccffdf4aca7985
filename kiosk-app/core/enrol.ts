import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import type { Ledger } from '../../sync/ledger/port.ts';
import { isSignedBy } from '../../sync/proof/signing.ts';
import { configText, readConfigBody } from '../../sync/wire/config-message.ts';
import {
  decodeEnrolmentAnswer,
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentPath,
  enrolmentText,
  readCode,
} from '../../sync/wire/enrolment.ts';
import type { KioskConfig } from './config.ts';
import { checkConfig, configPath, readRawConfig, writeConfig } from './config-file.ts';
import { prepareDataFolder } from './data-folder.ts';
import { ledgerPath } from './store.ts';
import { systemKioskClock } from './system-clock.ts';
import { version } from './version.ts';

export type EnrolErrorCode =
  | 'enrol/unreachable'
  /** The centre does not let it in; nothing here has changed. */
  | 'enrol/refused'
  | 'enrol/bad-answer';

export class EnrolError extends Error {
  override readonly name = 'EnrolError';
  readonly code: EnrolErrorCode;
  constructor(code: EnrolErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const patienceMs = 15_000;
const maxAnswerBytes = 256 * 1024;

/** One question and its answer; a certificate that only this centre vouches for comes as `ca`. */
const ask = (url: URL, body: string, ca: string | undefined): Promise<{ status: number; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    const fail = (cause: Error): void =>
      reject(new EnrolError('enrol/unreachable', `${url.origin} does not answer: ${cause.message}`, cause));
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      timeout: patienceMs,
      agent: false as const,
      ...(ca === undefined ? {} : { ca }),
    };
    const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxAnswerBytes) sent.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
      response.on('error', fail);
    });
    sent.on('timeout', () => sent.destroy(new Error(`nothing in ${patienceMs / 1_000} s`)));
    sent.on('error', fail);
    sent.end(body);
  });

const messageIn = (bytes: Buffer): string => {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value === 'object' && value !== null && 'message' in value) return String(value.message);
  } catch {
    // No centre's answer: the status says what there is to say.
  }
  return '';
};

/** @throws EnrolError */
const exchange = async (
  ledger: Ledger,
  code: string,
  centre: URL,
  ca: string | undefined,
): Promise<EnrolmentAnswer> => {
  const trusts = ledger.centreKey();
  const { publicKey: key } = ledger;
  const request: EnrolmentRequest = {
    v: 1,
    code,
    key,
    ...(trusts ? { trusts } : {}),
    sig: ledger.sign(enrolmentText(code, key)),
  };
  const { status, bytes } = await ask(new URL(enrolmentPath, centre), JSON.stringify(request), ca);
  if (status !== 200)
    throw new EnrolError('enrol/refused', messageIn(bytes) || `${centre.origin} answered ${status}`);
  const decoded = decodeEnrolmentAnswer(bytes);
  if (!decoded.ok)
    throw new EnrolError(
      'enrol/bad-answer',
      `what ${centre.origin} answered is no enrolment: ${decoded.reason}`,
    );
  const { centreKey, config, kiosk, centre: id } = decoded.value;
  const isWhole =
    config.key === centreKey && isSignedBy(centreKey, configText(id, kiosk, config), config.sig);
  if (!isWhole)
    throw new EnrolError('enrol/bad-answer', 'the configuration is not signed by the key that came with it');
  return decoded.value;
};

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

/**
 * Shows the code to the centre and writes down what it gives: who this kiosk is, whom it trusts, where the broker is and how to
 * sign in there. Panels and other things of the machine itself stay as they are.
 * @throws EnrolError, ConfigError, LedgerError (`ledger/in-use` while the kiosk runs)
 */
export const enrol = async (options: {
  readonly dataDir: string;
  readonly code: string;
  readonly centre: URL;
  readonly ca?: string;
}): Promise<KioskConfig> => {
  const { dataDir, centre } = options;
  // The answer to a code that cannot be one is known without asking, and costs no try.
  const code = readCode(options.code);
  if (code === undefined) throw new EnrolError('enrol/refused', `this is no code: ${options.code}`);
  prepareDataFolder(dataDir);
  const before = asObject(readRawConfig(dataDir));
  const ledger = openLedger({ path: ledgerPath(dataDir), clock: systemKioskClock(), version });
  try {
    const answer = await exchange(ledger, code, centre, options.ca);
    const { kiosk, centre: id, centreKey, broker, brokerCa, login, config: signed } = answer;
    const body = readConfigBody(signed.body);
    if (!body.ok)
      throw new EnrolError('enrol/bad-answer', `the configuration cannot be read: ${body.reason}`);
    // Another kiosk's PIN is hashed with its name, and its broker's certificate vouches for another broker.
    const { pinHash, brokerCa: _, ...kept } = before;
    const next = {
      ...kept,
      ...(pinHash !== undefined && before.kiosk === kiosk ? { pinHash } : {}),
      ...body.value,
      v: 1,
      kiosk,
      centre: id,
      centreKey,
      broker,
      ...(brokerCa === undefined ? {} : { brokerCa }),
      login,
      configRevision: signed.revision,
    };
    const config = checkConfig(next, configPath(dataDir));
    writeConfig(dataDir, config);
    if (!ledger.centreKey()) ledger.pinCentreKey(centreKey);
    return config;
  } finally {
    ledger.close();
  }
};
