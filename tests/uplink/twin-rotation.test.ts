import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseEntry } from '../../sync/domain/entry.ts';
import type { LedgerId } from '../../sync/domain/ids.ts';
import { rotateLedger } from '../../sync/ledger/rotate-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { startAedes } from '../support/test-broker.ts';
import { centreId, clock, makeLedger, makeUplink, rating, until } from './kiosk-side.ts';
import { startScriptedCentre } from './scripted-centre.ts';

it('a kiosk restored from an image takes a new name, and what it pressed since arrives once', async () => {
  const broker = await startAedes();
  onTestFinished(() => broker.stop());
  const centre = await startScriptedCentre(broker.url, centreId);
  onTestFinished(() => centre.close());
  const folder = temporaryFolder();
  const path = join(folder, 'ledger.sqlite');

  // A life: three ratings arrive; then an image is taken; then two more arrive.
  let ledger = makeLedger(folder);
  const first: LedgerId = ledger.id;
  let uplink = makeUplink(ledger, broker.url);
  for (let i = 0; i < 3; i += 1) ledger.append(rating);
  await until('the first three', () => ledger.watermark() === 4);
  await uplink.close();
  ledger.close();
  copyFileSync(path, `${path}.image`);
  ledger = makeLedger(folder);
  uplink = makeUplink(ledger, broker.url);
  for (let i = 0; i < 2; i += 1) ledger.append(rating);
  await until('two more', () => ledger.watermark() === 6);
  await uplink.close();
  ledger.close();

  // The image comes back, and presses go on before the network does.
  copyFileSync(`${path}.image`, path);
  ledger = makeLedger(folder);
  const pressed = Array.from({ length: 4 }, () => ledger.append(rating));
  uplink = makeUplink(ledger, broker.url);
  await until('the twin is proven', () => uplink.status().twin);
  await uplink.close();
  ledger.close();
  const rotation = rotateLedger({ path, clock, version: '1' });
  ledger = rotation.ledger;
  uplink = makeUplink(ledger, broker.url);
  const after = ledger.append(rating);
  await until('everything arrived', () => ledger.watermark() === after.seq);
  expect(uplink.status()).toMatchObject({ twin: false, pending: 0 });
  await uplink.close();
  ledger.close();

  expect(rotation.old.id).toBe(first);
  expect(centre.bodies(first)).toHaveLength(6);
  const carried = centre.bodies(ledger.id).flatMap((body) => {
    const parsed = parseEntry(body);
    return parsed.ok && parsed.entry.kind === 'carried' ? [parsed.entry.body] : [];
  });
  expect(carried).toEqual(pressed.map((entry) => entry.body));
});
