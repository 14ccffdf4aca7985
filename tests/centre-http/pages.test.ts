import { describe, expect, it } from 'vitest';
import type { RouteKey } from '../../sync/centre/api/contract.ts';
import { routeRules } from '../../sync/centre/api/route-rules.ts';
import { ratingDraft, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { openConsole, setUpAdmin } from './support/console-bench.ts';

describe('every page of the console', () => {
  it('answers on a store with presses and on one with none', async () => {
    const bench = await openConsole('2021-02-01T10:00:00+07:00');
    const admin = await setUpAdmin(bench);
    await admin.browser.get('PUT /api/people/:id', {
      params: { id: admin.id },
      body: { readsComments: true },
    });
    const reads = (Object.keys(routeRules) as RouteKey[]).filter(
      (key) => key.startsWith('GET ') && key !== 'GET /api/live',
    );
    const params = { label: '2021-02', format: 'csv', number: '1', span: '2021-Q1', id: 'k1' };
    const missing: Readonly<Record<string, readonly RouteKey[]>> = {
      empty: [
        'GET /api/periods/:label/supplements/:number/files/:format',
        'GET /api/kiosks/:id',
        'GET /api/webhooks/:id/deliveries',
      ],
      pressed: [
        'GET /api/periods/:label/supplements/:number/files/:format',
        'GET /api/webhooks/:id/deliveries',
      ],
    };
    for (const round of ['empty', 'pressed']) {
      if (round === 'pressed') {
        const kiosk = scriptKiosk('k1', bench.centre.now);
        kiosk.write(ratingDraft());
        bench.centre.take(kiosk.entriesTopic, kiosk.batch(1));
        bench.centre.take(kiosk.stateTopic, kiosk.state());
      }
      const failed: string[] = [];
      for (const key of reads) {
        const reply = await admin.browser.ask(key, { params });
        const wanted = missing[round]?.includes(key) ? 404 : 200;
        if (reply.status !== wanted) failed.push(`${key} ${reply.status} ${reply.text}`);
      }
      expect(failed, bench.said.join('\n')).toEqual([]);
    }
    expect(bench.said).toEqual([]);
  });
});
