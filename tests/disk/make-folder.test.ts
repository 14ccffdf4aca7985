import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../sync/disk/make-folder.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('makeFolder', () => {
  it('makes what is missing and tells the first of it', () => {
    const dir = temporaryFolder();
    expect(makeFolder(join(dir, 'a', 'b', 'c'))).toBe(join(dir, 'a'));
    expect(existsSync(join(dir, 'a', 'b', 'c'))).toBe(true);
    expect(makeFolder(join(dir, 'a', 'b'))).toBeUndefined();
  });

  it('fails, and returns, where nothing can be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(join(file, 'x'))).toThrowError(/ENOTDIR|ENOENT/);
  });

  it.runIf(process.platform === 'linux')('returns below /proc', () => {
    expect(() => makeFolder('/proc/mot-cham/data')).toThrowError(/ENOENT/);
  });
});
