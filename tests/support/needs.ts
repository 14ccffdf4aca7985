import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

const howToGet: Readonly<Record<string, string>> = {
  socat: 'apt-get install socat',
  chromium: 'apt-get install chromium',
  Xvfb: 'apt-get install xvfb',
  xdotool: 'apt-get install xdotool',
  mosquitto: 'apt-get install mosquitto',
  pdftotext: 'apt-get install poppler-utils',
  soffice: 'apt-get install libreoffice-writer libreoffice-calc',
  strace: 'apt-get install strace',
  faketime: 'apt-get install faketime',
  'avr-gcc': 'apt-get install gcc-avr avr-libc make',
  simavr: 'apt-get install simavr libsimavr-dev gcc libc6-dev make',
};

const isInstalled = (program: string): boolean =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0 ||
  spawnSync('/usr/bin/env', ['PATH=/usr/sbin:/sbin', 'which', program], { stdio: 'ignore' }).status === 0;

/**
 * `describe`, where the programs are installed. Where one is missing the suite says which and how to get it, and does not
 * run; in CI that is a failure, so that no suite is ever skipped in silence.
 */
export const needs = (...programs: string[]): typeof describe | ReturnType<typeof describe.runIf> => {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0) return describe;
  const line = missing.map((program) => `${program} (${howToGet[program] ?? 'see the README'})`).join(', ');
  if (process.env.CI) throw new Error(`this suite needs ${line}`);
  process.stderr.write(`did not run, needs ${line}\n`);
  return describe.runIf(false);
};
