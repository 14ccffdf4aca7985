import { createInterface } from 'node:readline';
import { deviceName } from '../../../device/find/found-device.ts';
import type { ListedDevice } from '../../../device/find/list-devices.ts';
import { UsageError } from '../../../sync/centre/commands/command-line.ts';
import { PanelCommandError, say } from './panel-command.ts';

const notFound = (message: string): PanelCommandError =>
  new PanelCommandError({ code: 'panel/not-found', message });

/** The line that somebody types; undefined when the input ends without one. */
const ask = (question: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const input = createInterface({ input: process.stdin, output: process.stdout });
    input.once('close', () => resolve(undefined));
    input.question(question, (answer) => {
      resolve(answer);
      input.close();
    });
  });

const chooseAt = (devices: readonly ListedDevice[], at: string): ListedDevice => {
  const named = devices.find(({ device }) => device.path === at);
  if (named !== undefined) return named;
  if (/hidraw/.test(at)) throw notFound(`${at} is not plugged in: npm run kiosk -- panel list`);
  // A port that no bus lists (a pseudo-terminal, a link in /dev/serial) can still be taught by its path.
  const device = { kind: 'serial', path: at } as const;
  return { device, name: deviceName(device) };
};

/**
 * The device that is meant: the one at a path, the only one, or the one whose number is typed.
 * @throws PanelCommandError `panel/not-found`
 */
export const chooseDevice = async (
  devices: readonly ListedDevice[],
  at: string | undefined,
): Promise<ListedDevice> => {
  if (at !== undefined) return chooseAt(devices, at);
  const [only, ...more] = devices;
  if (only === undefined) throw notFound('nothing that could be a panel is plugged in');
  if (more.length === 0) return only;
  for (const [index, { device, name }] of devices.entries()) say(`${index + 1}  ${device.path}  ${name}`);
  const answer = await ask('Which number is it? ');
  const chosen = devices[Number(answer) - 1];
  if (chosen === undefined)
    throw new UsageError(`there is no number ${answer ?? 'typed'}; name the device with --at PATH`);
  return chosen;
};
