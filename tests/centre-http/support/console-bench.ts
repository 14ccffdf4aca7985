import { onTestFinished } from 'vitest';
import type { Role } from '../../../sync/centre/api/role.ts';
import { kioskSteeringOf } from '../../../sync/centre/fleet/steer-kiosks.ts';
import { type Console, type ConsoleOptions, startConsole } from '../../../sync/centre/http/server.ts';
import { importFile } from '../../../sync/centre/import/import-file.ts';
import type { Publication } from '../../../sync/centre/ingest/intake.ts';
import { fromBase32, hotp, totpStepAt } from '../../../sync/centre/people/one-time-code.ts';
import { startReader } from '../../../sync/centre/views/reader.ts';
import type { Instant } from '../../../sync/domain/ids.ts';
import { type BenchCentre, openBenchCentre } from '../../centre/support/bench-centre.ts';
import { type Browser, openBrowser } from './browser.ts';

export const goodPassword = 'bốn con cò trắng';

/** A real centre's store and intake with its console on a real port, on a clock that the test sets. */
export interface ConsoleBench {
  readonly centre: BenchCentre;
  readonly console: Console;
  readonly said: string[];
  /** What the console handed to the broker, which is none here. */
  readonly published: Publication[];
  pass(ms: number): void;
  browser(): Browser;
  /** What an authenticator shows now. */
  code(secret: string): string;
  close(): Promise<void>;
}

export const openConsole = async (
  at: string,
  options: Partial<ConsoleOptions> & { readonly dataDir?: string } = {},
): Promise<ConsoleBench> => {
  const { dataDir, ...more } = options;
  const centre = openBenchCentre(Date.parse(at) as Instant, dataDir);
  const now = (): Instant => centre.now;
  const reader = startReader(centre.path, now);
  const said: string[] = [];
  const published: Publication[] = [];
  const office = await startConsole(
    {
      dataDir: centre.dataDir,
      store: centre.store,
      desk: centre.desk,
      steering: kioskSteeringOf(centre.store, now),
      brokerFor: () => ({ broker: 'mqtt://127.0.0.1:1883' }),
      publish: (publication) => published.push(publication),
      reader,
      now,
      counters: () => centre.intake.counters.read(),
      importExport: (path) => importFile(centre.store, centre.intake, path),
      log: ({ code, message }) => said.push(`${code}: ${message}`),
    },
    { host: '127.0.0.1', port: 0, ...more },
  );
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await office.close();
    await reader.close();
  };
  onTestFinished(close);
  return {
    centre,
    console: office,
    said,
    published,
    pass: (ms) => {
      centre.now = (centre.now + ms) as Instant;
    },
    browser: () => openBrowser(`http://127.0.0.1:${office.port}`),
    code: (secret) => hotp(fromBase32(secret), totpStepAt(centre.now)),
    close,
  };
};

export interface SignedIn {
  readonly browser: Browser;
  readonly id: string;
  /** Of the authenticator, as it is typed. */
  readonly secret: string;
}

/** Uses the set-up link as the first admin does. */
export const setUpAdmin = async (bench: ConsoleBench): Promise<SignedIn> => {
  const browser = bench.browser();
  const token = /#setup=(.+)$/.exec(bench.console.setUpLink ?? '')?.[1] ?? '';
  const body = { token, name: 'quantri', fullName: 'Trần Thị Quản Trị', password: goodPassword };
  const first = await browser.get('POST /api/invitation/accept', { body });
  if (first.step !== 'enrol-totp') throw new Error(`the first admin is at ${first.step}`);
  const secret = first.enrolment.secret;
  const done = await browser.get('POST /api/session/totp', { body: { code: bench.code(secret) } });
  if (done.state.step !== 'done') throw new Error(`the first admin is at ${done.state.step}`);
  return { browser, id: done.state.me.person, secret };
};

/** Somebody of a role who has used the link that the admin made. */
export const addPerson = async (
  bench: ConsoleBench,
  admin: SignedIn,
  name: string,
  role: Role,
  readsComments = false,
): Promise<SignedIn> => {
  const invited = { name, fullName: `Người ${name}`, role, readsComments };
  const link = await admin.browser.get('POST /api/people', { body: invited });
  const browser = bench.browser();
  const body = { token: link.token, password: goodPassword };
  const state = await browser.get('POST /api/invitation/accept', { body });
  if (state.step !== 'enrol-totp') return { browser, id: link.person.id, secret: '' };
  const secret = state.enrolment.secret;
  await browser.get('POST /api/session/totp', { body: { code: bench.code(secret) } });
  return { browser, id: link.person.id, secret };
};
