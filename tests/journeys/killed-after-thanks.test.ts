import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../kiosk-app/contract/snapshot.ts';
import type { Instant } from '../../sync/domain/ids.ts';
import { periodLabelAt } from '../../sync/domain/period.ts';
import { configureKiosk, reportOf, startCentre, startKiosk } from '../support/command.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openScreen } from '../support/screen-client.ts';

const patience = { timeout: 20_000, interval: 100 };

const unusedPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

describe('a kiosk that is killed right after thanks', () => {
  it('has the rating counted once, when broker and kiosk are back', async () => {
    const dir = temporaryFolder();
    const [centreDir, kioskDir] = [join(dir, 'centre'), join(dir, 'kiosk')];
    const registry = join(dir, 'departments.csv');
    writeFileSync(registry, 'order,id,name\n1,so-tu-phap,Sở Tư pháp\n');
    const port = await unusedPort();
    await configureKiosk(kioskDir, '--broker', `mqtt://127.0.0.1:${port}`);

    const first = await startKiosk(kioskDir);
    const screen = await openScreen(first.ready);
    const thanked = new Promise<Snapshot>((resolve) => {
      screen.subscribe((snapshot) => {
        if (snapshot.screen.name !== 'thanks') return;
        first.process.kill('SIGKILL'); // in the very turn in which a citizen could have seen it
        resolve(snapshot);
      });
    });
    await screen
      .send({ do: 'press', category: 'dissatisfied-time', touch: 'touch-1' })
      .catch(() => undefined);
    expect((await thanked).info.network.link).not.toBe('up');
    screen.close();
    await first.kill('SIGKILL');

    await startKiosk(kioskDir);
    await startCentre(centreDir, '--departments', registry, '--mqtt', String(port));
    const period = periodLabelAt(Date.now() as Instant);
    await vi.waitFor(async () => {
      const report = await reportOf(centreDir, period);
      expect(report.totals).toEqual({ counts: [0, 0, 0, 1, 0], total: 1 });
    }, patience);
  }, 60_000);
});
