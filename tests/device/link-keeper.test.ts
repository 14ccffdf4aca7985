import { describe, expect, it } from 'vitest';
import { openMotchamLineOn } from '../../device/drivers/motcham-line.ts';
import { createClaims } from '../../device/find/claims.ts';
import { createLinkPair, type FarEnd } from '../../device/link/link-pair.ts';
import { encodeFrame } from '../../device/protocol/encode.ts';
import type { Nonce } from '../../device/protocol/frame.ts';
import { listen, silentLog } from './support/listening.ts';
import { createManualClock } from './support/manual-clock.ts';

const alive = Buffer.from(
  `${encodeFrame({ type: 'alive', nonce: '0badf00d' as Nonce, queued: 0, down: 0, fault: 0 })}\n`,
);

const setUp = (prepare: (far: FarEnd) => void = () => {}) => {
  const clock = createManualClock();
  const { link, far } = createLinkPair();
  prepare(far);
  const heard = listen();
  const panel = openMotchamLineOn(link, {
    clock,
    listener: heard.listener,
    log: silentLog,
    claims: createClaims(),
  });
  return { clock, far, heard, panel };
};

describe('a link that is kept open', () => {
  it('is down while the device is missing, says so once, and up when it is there', async () => {
    const { clock, far, heard, panel } = setUp((end) => end.unplug());
    await clock.advance(60_000);
    expect(heard.statuses.map(({ link }) => link)).toEqual(['connecting', 'down']);
    far.plug();
    far.onOpen = () => far.send(alive);
    await clock.advance(1_000);
    expect(heard.lastStatus()).toEqual({ link: 'up', path: 'pair' });
    await panel.close();
  });

  it('notices a plug that was pulled without a word', async () => {
    const { clock, far, heard, panel } = setUp();
    far.onOpen = () => far.send(alive);
    await clock.advance(100);
    far.unplug('silently');
    await clock.advance(300);
    expect(heard.statuses).toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'panel/unplugged' }) }),
    );
    far.plug();
    await clock.advance(1_000);
    expect(heard.lastStatus()).toMatchObject({ link: 'up' });
    await panel.close();
  });

  it('notices a device that stays and falls silent', async () => {
    const { clock, far, heard, panel } = setUp();
    far.onOpen = () => far.send(alive);
    await clock.advance(100);
    far.onOpen = () => {};
    await clock.advance(4_500);
    expect(heard.lastStatus()).toMatchObject({ link: 'down', problem: { code: 'panel/silent' } });
    await panel.close();
  });

  it('says another problem when it changes', async () => {
    const { clock, far, heard, panel } = setUp((end) => {
      end.refuseWith = { code: 'panel/no-permission', message: 'not yours' };
      end.unplug();
    });
    await clock.advance(5_000);
    far.refuseWith = undefined;
    await clock.advance(5_000);
    const codes = heard.statuses.map((status) =>
      status.link === 'down' ? status.problem.code : status.link,
    );
    expect(codes).toEqual(['connecting', 'panel/no-permission', 'panel/not-found']);
    await panel.close();
  });

  it('lets go of the device when it is closed, and opens it no more', async () => {
    const { clock, far, heard, panel } = setUp();
    far.onOpen = () => far.send(alive);
    await clock.advance(100);
    expect(far.isOpen).toBe(true);
    await panel.close();
    expect(far.isOpen).toBe(false);
    const told = heard.statuses.length;
    await clock.advance(60_000);
    expect(far.isOpen).toBe(false);
    expect(heard.statuses.length).toBe(told);
  });

  it('tells when the panel was last seen', async () => {
    const { clock, far, panel } = setUp();
    far.onOpen = () => far.send(alive);
    expect(panel.lastSeenAt()).toBeUndefined();
    await clock.advance(2_000);
    expect(panel.lastSeenAt()).toBe(0);
    far.send(alive);
    await clock.advance(0);
    expect(panel.lastSeenAt()).toBe(2_000);
    await panel.close();
  });
});
