import { createSocket } from 'node:dgram';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkTime } from '../../sync/centre/keeping/time-check.ts';
import { instant, scriptKiosk } from '../centre/support/scripted-kiosk.ts';
import { writeComment } from '../centre-http/support/comment.ts';
import { addPerson, goodPassword, openConsole, setUpAdmin } from '../centre-http/support/console-bench.ts';

const epochSeconds = 2_208_988_800;

/** An NTP server (RFC 5905) whose clock is ahead of this one by `aheadMs`. */
const openNtp = async (aheadMs: number, over: { stratum?: number; forge?: boolean } = {}) => {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => {
    const answer = Buffer.alloc(48);
    answer[0] = 0x24;
    answer[1] = over.stratum ?? 2;
    if (!over.forge) request.copy(answer, 24, 40, 48);
    for (const at of [32, 40]) {
      const ms = Date.now() + aheadMs;
      answer.writeUInt32BE(Math.floor(ms / 1_000) + epochSeconds, at);
      answer.writeUInt32BE(Math.floor(((ms % 1_000) / 1_000) * 2 ** 32), at + 4);
    }
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    socket.close();
  });
  return `127.0.0.1:${socket.address().port}`;
};

describe('the centre’s own clock', () => {
  it.each([-90_000, 0, 5_000])('is seen to be off when the server is ahead by %i ms', async (aheadMs) => {
    const check = await checkTime(await openNtp(aheadMs), Date.now);
    expect(check.problem).toBeNull();
    // Both ends are on this machine: what is left is the way of one datagram each, halved.
    expect(Math.abs((check.offsetMs ?? Number.NaN) + aheadMs)).toBeLessThan(1_000);
  });

  it('is not judged by a server without time, by a forged answer, or by none', async () => {
    const noTime = await checkTime(await openNtp(0, { stratum: 0 }), Date.now);
    expect(noTime).toMatchObject({ offsetMs: null, problem: expect.stringContaining('no time') });
    const forged = await checkTime(await openNtp(0, { forge: true }), Date.now);
    expect(forged).toMatchObject({ offsetMs: null, problem: 'did not answer' });
  });
});

describe('comments', () => {
  it('are erased when their time is over, by the corrected time, and nothing else of them is kept', async () => {
    const bench = await openConsole('2021-02-01T12:00:00+07:00');
    const admin = await setUpAdmin(bench);
    await addPerson(bench, admin, 'gopy', 'viewer', true);
    const value = { commentDays: 30 };
    await admin.browser.get('PUT /api/settings/:key', { params: { key: 'retention' }, body: { value } });
    writeComment(bench.centre, scriptKiosk('k1', instant('2021-02-01T11:00:00+07:00')), 'cũ');
    const texts = () =>
      bench.centre.store.db.prepare('SELECT text FROM comment_text ORDER BY text').pluck().all();
    bench.centre.now = instant('2021-03-01T12:00:00+07:00');
    writeComment(bench.centre, scriptKiosk('k2', bench.centre.now), 'mới');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(texts()).toEqual(['cũ', 'mới']);
    bench.centre.now = instant('2021-03-04T12:00:00+07:00');
    await expect.poll(texts, { timeout: 20_000 }).toEqual(['mới']);
    await admin.browser.get('POST /api/session', { body: { name: 'quantri', password: goodPassword } });
    await admin.browser.get('POST /api/session/second-step', { body: { code: bench.code(admin.secret) } });
    const log = await admin.browser.get('GET /api/audit', { query: { action: 'comment/erased' } });
    expect(log.entries).toEqual([
      expect.objectContaining({ person: 'system', detail: { reason: 'hết hạn lưu' } }),
    ]);
    expect(bench.centre.verify().findings).toEqual([]);
  });
});
