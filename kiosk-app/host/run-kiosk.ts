import { unwatchFile, watchFile } from 'node:fs';
import { join } from 'node:path';
import type { KioskConfig } from '../core/config.ts';
import { configPath, readConfig, writeConfig } from '../core/config-file.ts';
import { prepareDataFolder } from '../core/data-folder.ts';
import { openKiosk } from '../core/kiosk.ts';
import { openConfiguredPanels } from '../core/panels.ts';
import type { Kiosk, LogLine } from '../core/port.ts';
import { codeOf, messageOf } from '../core/store.ts';
import { systemKioskClock, systemTimers } from '../core/system-clock.ts';
import { version } from '../core/version.ts';
import { proveLater } from '../core/whole-proof.ts';
import { loadPage } from './page-files.ts';
import { type Host, startHost } from './server.ts';
import { sessionToken } from './token.ts';

export interface RunningKiosk {
  readonly kiosk: Kiosk;
  readonly host: Host;
  close(): Promise<void>;
}

/** What the command line may say over the file, for this run only. */
export type Override = Partial<Pick<KioskConfig, 'broker' | 'panels'>>;

const configPollMs = 1_000;

/** Follows `kiosk.json` while the kiosk runs; a broken file changes nothing and is told once. */
const followConfig = (
  dataDir: string,
  apply: (config: KioskConfig) => void,
  log: (line: LogLine) => void,
): (() => void) => {
  const path = configPath(dataDir);
  const onChange = (): void => {
    try {
      apply(readConfig(dataDir));
      log({ level: 'info', code: 'config/changed', message: 'the new configuration is in force' });
    } catch (error) {
      log({
        level: 'warn',
        code: codeOf(error),
        message: `the old configuration stays: ${messageOf(error)}`,
      });
    }
  };
  // Polling, because a file that is replaced by renaming loses its watcher on some systems.
  watchFile(path, { interval: configPollMs, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
};

/**
 * One kiosk as a process: core, panels and page on loopback.
 * @throws HostError, ConfigError
 */
export const runKiosk = async (options: {
  readonly dataDir: string;
  readonly port: number;
  readonly override: Override;
  readonly firstConnectSpreadMs: number;
  readonly onRestart?: () => void;
  readonly log: (line: LogLine) => void;
}): Promise<RunningKiosk> => {
  const { dataDir, override, log } = options;
  const withOverride = (config: KioskConfig): KioskConfig => ({ ...config, ...override });
  const config = withOverride(readConfig(dataDir));
  prepareDataFolder(dataDir);
  const clock = systemKioskClock();
  const page = loadPage(join(import.meta.dirname, '..', 'renderer', 'dist'));
  const token = sessionToken(dataDir, clock.now().boot);
  const kiosk = openKiosk({
    dataDir,
    config,
    version,
    clock,
    timers: systemTimers,
    openPanels: openConfiguredPanels({ timers: systemTimers, log }),
    // What the command line said for this run stays out of the file.
    saveConfig: (change) => writeConfig(dataDir, { ...readConfig(dataDir), ...change }),
    ...(options.onRestart && { onRestart: options.onRestart }),
    firstConnectSpreadMs: options.firstConnectSpreadMs,
    laysLog: true,
    log,
  });
  try {
    const host = await startHost({ kiosk, token, page, port: options.port });
    const stopProof = proveLater(dataDir, kiosk, systemTimers, log);
    const unfollow = followConfig(dataDir, (next) => kiosk.configure(withOverride(next)), log);
    return {
      kiosk,
      host,
      close: async () => {
        stopProof();
        unfollow();
        await host.close();
        await kiosk.close();
      },
    };
  } catch (error) {
    await kiosk.close();
    throw error;
  }
};
