import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Findings, FoundDevice } from '../../device/find/found-device.ts';
import { type KnownDevice, parseKnownDevices, toKnownDevice } from '../../device/find/known-devices.ts';
import { formatPanelSpec, type PanelSpec } from '../../device/spec/panel-spec.ts';

/**
 * What technicians taught on this kiosk, so that the next box of the kind needs no lesson. Copied into the data folder of
 * another kiosk it serves there as well.
 */
export const knownDevicesPath = (dataDir: string): string => join(dataDir, 'known-devices.json');

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Never throws: a file that cannot be read is told beside what is known without it. */
export const readKnownDevices = (dataDir: string): Findings<KnownDevice> => {
  const path = knownDevicesPath(dataDir);
  try {
    const parsed = parseKnownDevices(JSON.parse(readFileSync(path, 'utf8')));
    if (parsed.ok) return { devices: parsed.value, missing: [] };
    const { code, message } = parsed.problem;
    return { devices: [], missing: [{ code, message: `${path}: ${message}` }] };
  } catch (error) {
    if (isMissing(error)) return { devices: [], missing: [] };
    const message = `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return { devices: [], missing: [{ code: 'panel/bad-spec', message }] };
  }
};

/**
 * Adds what was taught to the file, in place of what was known of the same device; the name that it has there now, undefined
 * where there is nothing to remember (our own panel, a device that is not on USB) or where the file cannot be read or written:
 * the kiosk's own configuration has the map in any case.
 */
export const rememberDevice = (
  dataDir: string,
  device: FoundDevice,
  spec: PanelSpec,
  name: string,
): string | undefined => {
  const known =
    spec.profile === 'motcham-line' ? undefined : toKnownDevice(device, name, formatPanelSpec(spec));
  const before = readKnownDevices(dataDir);
  if (known === undefined || before.missing.length > 0) return undefined;
  const others = before.devices.filter(
    ({ vendorId, productId }) => vendorId !== known.vendorId || productId !== known.productId,
  );
  const path = knownDevicesPath(dataDir);
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify([...others, known], null, 2)}\n`);
    renameSync(`${path}.new`, path);
    return name;
  } catch {
    return undefined;
  }
};
