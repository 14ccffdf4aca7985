import { UsageError } from '../../sync/centre/commands/command-line.ts';
import { parseConfig } from '../core/config.ts';
import { checkConfig, readRawConfig } from '../core/config-file.ts';
import type { LogLine } from '../core/port.ts';
import { runKiosk } from '../host/run-kiosk.ts';
import { restartExitCode } from './restart-exit-code.ts';

// A hall of kiosks after a power cut must not dial all at once.
const firstConnectSpreadMs = 3_000;

const logLine = ({ level, code, message }: LogLine): void => {
  process.stderr.write(`${level === 'info' ? '' : `${level} `}${code}: ${message}\n`);
};

/** Said on the command line, so a mistake in it is a mistake in the words. */
const checkOverride = (dataDir: string, override: { broker?: string; panels?: string[] }): void => {
  const raw = readRawConfig(dataDir);
  if (typeof raw !== 'object' || raw === null) return; // told by runKiosk
  const before = parseConfig(raw);
  const after = parseConfig({ ...raw, ...override });
  if (before.ok && !after.ok)
    throw new UsageError(after.problems.map((p) => `--${p.field} ${p.message}`).join('; '));
  checkConfig(raw, 'kiosk.json');
};

export const serve = async (options: {
  readonly dataDir: string;
  /** Somebody starts this process again when it ends; without it a restart stays within the process. */
  readonly isSupervised: boolean;
  readonly port: number;
  readonly broker?: string;
  readonly panels?: string[];
}): Promise<number> => {
  const override = {
    ...(options.broker === undefined ? {} : { broker: options.broker }),
    ...(options.panels === undefined ? {} : { panels: options.panels }),
  };
  checkOverride(options.dataDir, override);
  const stopped = new Promise<'stop'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('stop'));
  });
  for (;;) {
    let restart = (): void => {};
    const asked = new Promise<'restart'>((resolve) => {
      restart = () => resolve('restart');
    });
    const running = await runKiosk({
      dataDir: options.dataDir,
      port: options.port,
      override,
      firstConnectSpreadMs,
      onRestart: restart,
      log: logLine,
    });
    process.stdout.write(`kiosk ready: ${running.host.url}\n`);
    const end = await Promise.race([stopped, asked]);
    await running.close();
    if (end === 'stop') return 0;
    process.stderr.write('kiosk/restart: the centre asked for a restart\n');
    if (options.isSupervised) return restartExitCode;
  }
};
