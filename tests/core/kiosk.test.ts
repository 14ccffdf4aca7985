import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { ButtonIndex, PanelListener, Press } from '../../device/panel.ts';
import { openConfiguredPanels } from '../../kiosk-app/core/panels.ts';
import type { OpenPanels } from '../../kiosk-app/core/port.ts';
import { systemKioskClock, systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { type Entry, parseEntry } from '../../sync/domain/entry.ts';
import type { Seq } from '../../sync/domain/ids.ts';
import { openLedger } from '../../sync/ledger/open-ledger.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openTestKiosk, screensOf, testConfig } from '../support/kiosk.ts';

const entriesOf = (path: string): readonly Entry[] => {
  const ledger = openLedger({ path, clock: systemKioskClock(), version: 'test' });
  try {
    return ledger.read(1 as Seq, 100).flatMap(({ body }) => {
      const parsed = parseEntry(body);
      return parsed.ok ? [parsed.entry] : [];
    });
  } finally {
    ledger.close();
  }
};
const touch = (
  category: 'satisfied-service' | 'dissatisfied-time' | 'comment',
  name: string = crypto.randomUUID(),
) => ({ do: 'press', category, touch: name }) as const;

describe('a kiosk', () => {
  it('paints pressed, then thanks, and the rating is on the disk by then', async () => {
    const { kiosk, ledgerPath } = openTestKiosk();
    const screens = screensOf(kiosk);
    const heads: number[] = [];
    kiosk.subscribe(
      ({ screen, info }) => screen.name === 'thanks' && heads.push(info.ledger.head - screen.seq),
    );
    expect(await kiosk.command(touch('dissatisfied-time'))).toEqual({ ok: true });
    expect(screens).toEqual(['pressed', 'thanks']);
    expect(heads).toEqual([0]);
    await kiosk.close();
    expect(entriesOf(ledgerPath).at(-1)).toMatchObject({
      kind: 'rating',
      category: 'dissatisfied-time',
      department: 'so-tu-phap',
      counter: 'q12-1',
      via: 'touch',
    });
  });

  it('takes a rating back within its time, and no other', async () => {
    const { kiosk, ledgerPath } = openTestKiosk();
    await kiosk.command(touch('satisfied-service'));
    const { screen } = kiosk.snapshot();
    const seq = screen.name === 'thanks' ? screen.seq : (0 as Seq);
    expect(await kiosk.command({ do: 'withdraw', seq: (seq - 1) as Seq })).toMatchObject({
      code: 'session/undo-too-late',
    });
    expect(await kiosk.command({ do: 'withdraw', seq })).toEqual({ ok: true });
    expect(await kiosk.command({ do: 'withdraw', seq })).toMatchObject({ ok: false });
    expect(kiosk.snapshot().screen.name).toBe('taken-back');
    await kiosk.close();
    expect(entriesOf(ledgerPath).at(-1)).toMatchObject({ kind: 'withdrawal', of: seq });
  });

  it('writes one rating for a touch that is told twice', async () => {
    const { kiosk, ledgerPath } = openTestKiosk();
    const command = touch('satisfied-service', 'touch-1');
    await Promise.all([kiosk.command(command), kiosk.command(command), kiosk.command(command)]);
    await kiosk.close();
    expect(entriesOf(ledgerPath).filter((entry) => entry.kind === 'rating')).toHaveLength(1);
  });

  it('keeps a comment beside its rating', async () => {
    const { kiosk, ledgerPath } = openTestKiosk();
    await kiosk.command(touch('comment'));
    const { screen } = kiosk.snapshot();
    expect(screen.name).toBe('comment');
    const seq = screen.name === 'comment' ? screen.seq : (0 as Seq);
    expect(await kiosk.command({ do: 'comment', seq, text: 'Cần thêm ghế chờ' })).toEqual({ ok: true });
    expect(kiosk.snapshot().screen.name).toBe('thanks');
    await kiosk.close();
    expect(entriesOf(ledgerPath).at(-1)).toMatchObject({ kind: 'comment', of: seq });
  });

  it('acknowledges a panel only after the commit, and refuses when there is none', async () => {
    const told: string[] = [];
    let listener: PanelListener | undefined;
    const openPanels: OpenPanels = (_specs, listenerOf) => {
      listener = listenerOf(0);
      return [{ status: () => ({ profile: 'motcham-line', counters: {} }), close: async () => {} }];
    };
    const press = (identity: string): Press => ({
      button: 3 as ButtonIndex,
      identity,
      acknowledge: () => told.push(`ack ${identity} head ${kiosk.snapshot().info.ledger.head}`),
      refuse: () => told.push(`refuse ${identity}`),
    });
    const { kiosk } = openTestKiosk({ openPanels });
    const before = kiosk.snapshot().info.ledger.head;
    listener?.press(press('aa:1'));
    await vi.waitFor(() => expect(told).toEqual([`ack aa:1 head ${before + 1}`]));
    listener?.press(press('aa:1'));
    await vi.waitFor(() =>
      expect(told).toEqual([`ack aa:1 head ${before + 1}`, `ack aa:1 head ${before + 1}`]),
    );
  });

  it('is out of service, honestly, while its ledger cannot be opened', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'ledger.sqlite'), 'this is not a database, whatever its name says');
    const { kiosk } = openTestKiosk({ dataDir });
    expect(kiosk.snapshot().screen).toMatchObject({ name: 'out-of-service', code: 'ledger/corrupt' });
    expect(await kiosk.command(touch('satisfied-service'))).toMatchObject({
      ok: false,
      code: 'ledger/corrupt',
    });
    expect(kiosk.snapshot().screen).toMatchObject({ name: 'not-recorded', code: 'ledger/corrupt' });
  });

  it('goes on by touch, and says so, when a panel cannot be opened', async () => {
    const log = () => {};
    const openPanels = openConfiguredPanels({ timers: systemTimers, log });
    const panels = ['motcham-line:/dev/does-not-exist', 'abacus:7'];
    const { kiosk } = openTestKiosk({ openPanels, config: { ...testConfig, panels } });
    await vi.waitFor(() =>
      expect(kiosk.snapshot().panels).toMatchObject([
        { link: 'down', problem: { code: 'panel/not-found' } },
        { problem: { code: 'panel/unknown-profile' } },
      ]),
    );
    expect(await kiosk.command(touch('satisfied-service'))).toEqual({ ok: true });
  });

  it('appends a binding when it is moved while it runs', async () => {
    const { kiosk, ledgerPath } = openTestKiosk();
    await kiosk.command(touch('satisfied-service'));
    const department = { id: 'so-y-te', name: 'Sở Y tế' };
    kiosk.configure({ ...testConfig, department: department as typeof testConfig.department });
    expect(kiosk.snapshot().binding.department.name).toBe('Sở Y tế');
    await kiosk.close();
    const told = entriesOf(ledgerPath).filter((entry) => entry.kind === 'binding' || entry.kind === 'rating');
    expect(told.map((entry) => entry.department)).toEqual(['so-tu-phap', 'so-tu-phap', 'so-y-te']);
  });
});
