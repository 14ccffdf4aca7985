import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const filesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;

/** What a process leaves in its compile cache whose power goes. */
const leftBy = async (opening: string): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'mot-cham-compiled-'));
  try {
    const program = `${opening}
      await import('../../sync/domain/period.ts');
      setTimeout(() => process.stdout.write('up'), 500);
      setInterval(() => {}, 60_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, NODE_COMPILE_CACHE: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    return filesIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

it('has written down what was compiled when the power goes', async () => {
  const [plain, keeping] = await Promise.all([
    leftBy(''),
    leftBy(`import { keepCompiled } from '../../kiosk-app/host/keep-compiled.ts'; keepCompiled(100);`),
  ]);
  expect(plain).toBe(0);
  expect(keeping).toBeGreaterThan(1);
});
