import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { expect, it } from 'vitest';
import { openBrokerThread } from '../../sync/centre/broker/broker-thread.ts';
import { openCentreStore } from '../../sync/centre/store/centre-store.ts';
import { storePathIn } from '../../sync/centre/store/open-store.ts';
import type { CentreId, Instant } from '../../sync/domain/ids.ts';
import { temporaryFolder } from '../support/folder.ts';

const centre = 'centre' as CentreId;
const messageBytes = 128 * 1024;
const messages = 600;
const slow = { timeout: 20_000 } as const;

it('what comes faster than it is taken fills no more than so much memory; the rest is dropped and counted', async () => {
  const dataDir = join(temporaryFolder(), 'centre');
  openCentreStore(dataDir, centre, 1_790_000_000_000 as Instant).close();
  const inside = {
    port: 0,
    host: '127.0.0.1',
    anonymous: 'loopback',
    storePath: storePathIn(dataDir),
  } as const;
  let isHolding = true;
  let arrived = 0;
  let dropped = 0;
  const held: (() => void)[] = [];
  const link = await openBrokerThread(
    { centre, inside },
    {
      onArrival: (arrival, release) => {
        expect(arrival).toMatchObject({ kind: 'malformed', kiosk: 'q1' });
        arrived += 1;
        if (isHolding) held.push(release);
        else release();
      },
      onUp: () => {},
      onForeign: () => {},
      onOversize: () => {},
      onDropped: () => {
        dropped += 1;
      },
      log: () => {},
    },
  );
  const sender = await connectAsync(link.url);
  const payload = Buffer.alloc(messageBytes, 32);
  const sent = Promise.all(
    Array.from({ length: messages }, () =>
      sender.publishAsync('motcham/1/centre/q1/entries', payload, { qos: 1 }),
    ),
  );
  await expect.poll(() => arrived * messageBytes, slow).toBeGreaterThan(32 * 1024 * 1024);
  // It would go on if it could: the rest is on its way long before this.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(arrived * messageBytes).toBeLessThanOrEqual(64 * 1024 * 1024);

  isHolding = false;
  for (const release of held) release();
  await sent;
  await expect.poll(() => arrived + dropped, slow).toBe(messages);
  const before = arrived;
  await sender.publishAsync('motcham/1/centre/q1/entries', payload, { qos: 1 });
  await expect.poll(() => arrived, slow).toBe(before + 1);
  await sender.endAsync();
  await link.close();
});
