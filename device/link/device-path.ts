import { constants } from 'node:fs';
import { access, lstat, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { LinkError } from './link.ts';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const groupName = async (gid: number): Promise<string> => {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
};

const noPermission = async (path: string): Promise<LinkError> => {
  const found = await stat(path).catch(() => undefined);
  const user = userInfo().username;
  const group = found === undefined || found.gid === 0 ? undefined : await groupName(found.gid);
  const join = group === undefined ? '' : `add the user ${user} to the group ${group}, or `;
  return new LinkError({
    code: 'panel/no-permission',
    message: `${user} may not open ${path}: ${join}install the udev rule 70-mot-cham-panel.rules (see device/firmware/README.md)`,
  });
};

/** On Windows a port is a name, not a file: opening it is the only way to ask. */
const isFile = (path: string): boolean => process.platform !== 'win32' && path.startsWith('/');

/**
 * Says why a device file cannot be opened before a driver says it less clearly.
 * @throws LinkError `panel/not-found`, `panel/no-permission`
 */
export const checkDevicePath = async (path: string): Promise<void> => {
  if (!isFile(path)) return;
  try {
    await access(path, constants.R_OK | constants.W_OK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EACCES' || code === 'EPERM') throw await noPermission(path);
    throw new LinkError({ code: 'panel/not-found', message: `${path} is not there: plug the panel in` });
  }
};

/**
 * Tells a device file from its successor of the same name: a new node has a new inode, and a link in /dev/serial/by-id is
 * made anew with each plugging in. Undefined where it is gone, or where the platform has no device files.
 */
const identityOf = async (path: string): Promise<string | undefined> => {
  try {
    const [link, node] = await Promise.all([lstat(path), stat(path)]);
    return [link.ino, link.isSymbolicLink() ? link.ctimeMs : 0, node.ino, node.rdev].join(':');
  } catch {
    return undefined;
  }
};

/**
 * Remembers which device stands at a path now and tells, later, whether it still does.
 * Costs two stat calls a look; a watch on /dev would be cheaper and is lost with the folder /dev/serial/by-id itself.
 */
export const watchDevicePath = async (path: string): Promise<() => Promise<boolean>> => {
  if (!isFile(path)) return async () => true;
  const before = await identityOf(path);
  return async () => before !== undefined && (await identityOf(path)) === before;
};
