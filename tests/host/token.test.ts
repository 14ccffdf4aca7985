import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionToken } from '../../kiosk-app/host/token.ts';
import { temporaryFolder } from '../support/folder.ts';

describe('the token of a session', () => {
  it('stays for one boot of the machine and is another in the next', () => {
    const dir = temporaryFolder();
    const first = sessionToken(dir, 'boot-1');
    expect(first).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(sessionToken(dir, 'boot-1')).toBe(first);
    expect(sessionToken(dir, 'boot-2')).not.toBe(first);
  });

  it('can be read by its owner alone', () => {
    const dir = temporaryFolder();
    sessionToken(dir, 'boot-1');
    expect(statSync(join(dir, 'session-token')).mode & 0o077).toBe(0);
  });

  it('says so when the folder cannot be written to', () => {
    expect(() => sessionToken('/proc/mot-cham', 'boot-1')).toThrowError(
      expect.objectContaining({ code: 'host/data-not-writable' }),
    );
  });
});
