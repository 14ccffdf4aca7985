import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HostProcess, keepHost, nodePath } from '../../kiosk-app/electron/host-process.ts';

describe('keeping the kiosk’s host', () => {
  let root = '';
  let host: HostProcess | undefined;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'mot-cham-electron-'));
    mkdirSync(join(root, 'kiosk-app', 'commands'), { recursive: true });
  });
  afterEach(async () => {
    await host?.stop();
    rmSync(root, { recursive: true, force: true });
  });
  /** A host that says that it is ready on the port it was asked for, or on 4711, and then does `then`. */
  const hostThat = (then: string): void =>
    writeFileSync(
      join(root, 'kiosk-app', 'commands', 'kiosk.ts'),
      `const port = Number(process.argv[process.argv.indexOf('--http') + 1]) || 4711;
       console.log(\`kiosk ready: http://127.0.0.1:\${port}/#k=token\`);
       ${then}`,
    );
  const start = (): { readonly urls: string[]; readonly lines: string[] } => {
    const told = { urls: [] as string[], lines: [] as string[] };
    host = keepHost({
      root,
      data: root,
      http: 0,
      node: process.execPath,
      onReady: (url) => told.urls.push(url),
      log: (line) => told.lines.push(line),
    });
    return told;
  };

  it('starts it again on the same port when it dies', async () => {
    hostThat('setTimeout(() => process.exit(3), 100);');
    const { urls, lines } = start();
    await expect.poll(() => urls.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
    expect(new Set(urls)).toEqual(new Set(['http://127.0.0.1:4711/#k=token']));
    expect(lines[0]).toMatch(/^electron\/host-ended: .*\(3\).* 500 ms$/);
  });

  it('stops it, and does not start it again', async () => {
    hostThat('setInterval(() => {}, 1000); process.on("SIGTERM", () => process.exit(0));');
    const { urls, lines } = start();
    await expect.poll(() => urls.length, { timeout: 10_000 }).toBe(1);
    await host?.stop();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(urls.length).toBe(1);
    expect(lines).toEqual([]);
  });

  it('lets it keep what was compiled', async () => {
    const { NODE_COMPILE_CACHE: own, ...env } = process.env;
    hostThat('process.env.NODE_COMPILE_CACHE && process.exit(7); setInterval(() => {}, 1000);');
    process.env = env;
    try {
      const { lines } = start();
      await expect.poll(() => lines[0], { timeout: 10_000 }).toMatch(/\(7\)/);
    } finally {
      process.env.NODE_COMPILE_CACHE = own;
    }
  });

  it('says so when there is no Node to run it', async () => {
    const lines: string[] = [];
    host = keepHost({
      root,
      data: root,
      http: 0,
      node: join(root, 'nothing'),
      onReady: () => {},
      log: (line) => lines.push(line),
    });
    await expect.poll(() => lines.length).toBeGreaterThanOrEqual(1);
    expect(lines[0]).toContain('ENOENT');
  });

  it('finds the project’s own Node on every system', () => {
    expect(nodePath('/app', 'linux')).toBe(join('/app', 'node_modules', 'node', 'bin', 'node'));
    expect(nodePath('/app', 'win32')).toBe(join('/app', 'node_modules', 'node', 'bin', 'node.exe'));
  });
});
