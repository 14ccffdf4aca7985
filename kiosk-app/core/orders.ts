import type { UplinkOrders } from '../../sync/uplink/port.ts';
import type { CommandMessage } from '../../sync/wire/command-message.ts';
import { type ConfigBody, type ConfigMessage, readConfigBody } from '../../sync/wire/config-message.ts';
import type { StateMessage } from '../../sync/wire/messages.ts';
import { type KioskConfig, parseConfig } from './config.ts';
import type { ObeyedCommands } from './obeyed-commands.ts';
import type { LogLine } from './port.ts';
import { codeOf, messageOf } from './store.ts';

/** What the centre asks of this kiosk, and what is told of it in the state. */
export interface Orders extends UplinkOrders {
  told(): Pick<StateMessage, 'config' | 'command'>;
}

/** What a command came to: nothing when it was done, else the code of why not. */
export type ObeyCommand = (command: CommandMessage['do']) => string | undefined;

interface Flaw {
  readonly code: string;
  readonly message: string;
}

export const createOrders = (options: {
  readonly config: () => KioskConfig;
  /** Keeps the change on the disk. @throws ConfigError */
  readonly save: (change: Partial<KioskConfig>) => void;
  readonly apply: (next: KioskConfig) => void;
  readonly obeyed: ObeyedCommands;
  readonly obey: ObeyCommand;
  /** Tells the centre how it went. */
  readonly announce: () => void;
  readonly log: (line: LogLine) => void;
}): Orders => {
  const { config, log } = options;
  let refused: NonNullable<StateMessage['config']>['refused'];
  let command: StateMessage['command'];

  const joined = (
    now: KioskConfig,
    change: ConfigBody & { configRevision: number },
  ): Flaw | { readonly next: KioskConfig } => {
    const parsed = parseConfig({ ...now, ...change });
    if (parsed.ok) return { next: parsed.config };
    const message = parsed.problems.map((p) => `${p.field} ${p.message}`).join('; ');
    return { code: 'config/invalid', message };
  };
  /** Why a newer configuration is not taken; undefined when it is, and then it stands on the disk. */
  const take = ({ revision, body }: ConfigMessage): Flaw | undefined => {
    const now = config();
    const known = now.configRevision ?? 0;
    if (revision < known)
      return { code: 'config/old-revision', message: `revision ${revision} is older than ${known}` };
    const read = readConfigBody(body);
    if (!read.ok) return { code: 'config/invalid', message: read.reason };
    const change = { ...read.value, configRevision: revision };
    const checked = joined(now, change);
    if ('code' in checked) return checked;
    try {
      options.save(change);
    } catch (error) {
      return { code: codeOf(error), message: messageOf(error) };
    }
    refused = undefined;
    options.apply(checked.next);
    return undefined;
  };

  const onConfig = (message: ConfigMessage): void => {
    const { revision } = message;
    // The one that is in force comes again with every connection.
    if (revision === config().configRevision) return;
    const flaw = take(message);
    if (!flaw) {
      log({ level: 'info', code: 'config/taken', message: `revision ${revision} of the centre is in force` });
      return;
    }
    refused = { revision, code: flaw.code };
    log({ level: 'warn', code: flaw.code, message: `the old configuration stays: ${flaw.message}` });
    options.announce();
  };

  const onCommand = ({ id, do: what }: CommandMessage): void => {
    const tell = (code: string | undefined): void => {
      command = code === undefined ? { id, outcome: 'done' } : { id, outcome: 'refused', code };
      const how = code === undefined ? 'done' : `refused (${code})`;
      log({ level: 'info', code: 'command/heard', message: `${what}, asked for by the centre: ${how}` });
      options.announce();
    };
    try {
      if (options.obeyed.take(id)) tell(options.obey(what));
      else log({ level: 'warn', code: 'command/known', message: `${what} was obeyed before` });
    } catch (error) {
      log({ level: 'warn', code: 'command/not-kept', message: messageOf(error) });
      tell('command/not-kept');
    }
  };

  return {
    onConfig,
    onCommand,
    told: () => {
      const revision = config().configRevision ?? 0;
      return {
        config: { revision, ...(refused && { refused }) },
        ...(command && { command }),
      };
    },
  };
};
