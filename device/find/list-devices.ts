import { checkDevicePath } from '../link/device-path.ts';
import { LinkError } from '../link/link.ts';
import type { PanelProblem } from '../panel.ts';
import { formatPanelSpec } from '../spec/panel-spec.ts';
import { deviceName, type Findings, type FoundDevice } from './found-device.ts';
import { listHidDevices } from './hid-devices.ts';
import { type KnownDevice, type Suggestion, suggest } from './known-devices.ts';
import { listSerialPorts } from './serial-ports.ts';

export interface ListedDevice {
  readonly device: FoundDevice;
  readonly name: string;
  readonly suggestion?: Suggestion;
  /** Why it cannot be opened now. */
  readonly problem?: PanelProblem;
}

const problemAt = async (path: string): Promise<PanelProblem | undefined> => {
  try {
    await checkDevicePath(path);
    return undefined;
  } catch (error) {
    return error instanceof LinkError ? { code: error.code, message: error.message } : undefined;
  }
};

/** All that is plugged in and could be a panel. Never rejects: what could not be looked at is in `missing`. */
export const listDevices = async (learnt: readonly KnownDevice[] = []): Promise<Findings<ListedDevice>> => {
  const [serial, hid] = await Promise.all([listSerialPorts(), listHidDevices()]);
  const all: readonly FoundDevice[] = [...serial.devices, ...hid.devices];
  const devices = await Promise.all(
    all.map(async (device): Promise<ListedDevice> => {
      const suggestion = suggest(device, all, learnt);
      const problem = await problemAt(device.path);
      return {
        device,
        name: deviceName(device),
        ...(suggestion === undefined ? {} : { suggestion }),
        ...(problem === undefined ? {} : { problem }),
      };
    }),
  );
  return { devices, missing: [...serial.missing, ...hid.missing] };
};

const suggestionLine = ({ name, spec, isGuess }: Suggestion): string =>
  `    ${isGuess ? 'perhaps' : 'known as'} ${name}: ${JSON.stringify(formatPanelSpec(spec))}`;

/** The findings as lines for a terminal. */
export const findingLines = ({ devices, missing }: Findings<ListedDevice>): readonly string[] => [
  ...devices.flatMap(({ device, name, suggestion, problem }) => [
    `${device.path}  ${name}`,
    ...(suggestion === undefined ? [] : [suggestionLine(suggestion)]),
    ...(problem === undefined ? [] : [`    ${problem.message}`]),
  ]),
  ...(devices.length === 0 ? ['nothing that could be a panel is plugged in'] : []),
  ...missing.map(({ message }) => message),
];
