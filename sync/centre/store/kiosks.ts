import type Database from 'better-sqlite3';
import type { Instant, KioskId, LedgerId, Seq } from '../../domain/ids.ts';
import type { StateMessage } from '../../wire/messages.ts';

export interface KioskRow {
  readonly kioskNo: number;
  readonly id: KioskId;
  readonly lastHeardAt: Instant | null;
  readonly online: 0 | 1;
  /** The ledger, head and watermark that the kiosk itself last told, and when. */
  readonly toldLedger: LedgerId | null;
  readonly toldHead: Seq | null;
  readonly toldWatermark: Seq | null;
  readonly toldAt: Instant | null;
  /** The newest instant of which it is known that everything the kiosk then had is stored here. */
  readonly caughtUpAt: Instant | null;
  readonly retiredAt: Instant | null;
}

/** What a kiosk says in its state of its own ledger. */
export interface HeadClaim {
  readonly ledger: LedgerId;
  readonly head: Seq;
  readonly watermark?: Seq;
}

export interface Kiosks {
  list(): readonly KioskRow[];
  find(id: KioskId): KioskRow | undefined;
  /** The kiosk's number; a new one is added. */
  numberOf(id: KioskId, now: Instant): number;
  /** It spoke just now. */
  hear(kioskNo: number, now: Instant): void;
  tell(kioskNo: number, claim: HeadClaim, now: Instant): void;
  putState(kioskNo: number, state: StateMessage): void;
  /** An entry of this instant is stored, and with it all that the ledger held before; ignored for a ledger it has left. */
  provedUpTo(kioskNo: number, ledger: LedgerId, at: Instant): void;
  /** Notes, for a kiosk whose told head is stored by now, that it was complete when it told it. */
  settle(kioskNo: number): void;
  /** A kiosk that was taken down no longer keeps a period open. */
  retire(id: KioskId, at: Instant | null): void;
}

const columns = `kiosk_no AS kioskNo, id, last_heard_at AS lastHeardAt, online, told_ledger AS toldLedger,
  told_head AS toldHead, told_watermark AS toldWatermark, told_at AS toldAt, caught_up_at AS caughtUpAt,
  retired_at AS retiredAt`;

export const kiosksOf = (db: Database.Database): Kiosks => {
  const list = db.prepare<[], KioskRow>(`SELECT ${columns} FROM kiosk ORDER BY id`);
  const find = db.prepare<[KioskId], KioskRow>(`SELECT ${columns} FROM kiosk WHERE id = ?`);
  const add = db.prepare('INSERT INTO kiosk (id, first_heard_at) VALUES (?, ?)');
  const hear = db.prepare(
    'UPDATE kiosk SET last_heard_at = max(coalesce(last_heard_at, 0), ?), online = 1 WHERE kiosk_no = ?',
  );
  const tell = db.prepare(
    `UPDATE kiosk SET told_ledger = ?, told_head = ?, told_watermark = coalesce(?, told_watermark), told_at = ?
     WHERE kiosk_no = ?`,
  );
  const put = db.prepare('UPDATE kiosk SET online = ?, state = ? WHERE kiosk_no = ?');
  const settle = db.prepare(
    `UPDATE kiosk SET caught_up_at = told_at
     WHERE kiosk_no = ? AND told_at > coalesce(caught_up_at, 0)
       AND (told_head = 0 OR told_head <= (SELECT up_to FROM ledger WHERE id = told_ledger))`,
  );
  const proved = db.prepare(
    `UPDATE kiosk SET caught_up_at = @at
     WHERE kiosk_no = @kioskNo AND coalesce(told_ledger, @ledger) = @ledger AND @at > coalesce(caught_up_at, 0)`,
  );
  const retire = db.prepare('UPDATE kiosk SET retired_at = ? WHERE id = ?');
  return {
    list: () => list.all(),
    find: (id) => find.get(id),
    numberOf: (id, now) => find.get(id)?.kioskNo ?? Number(add.run(id, now).lastInsertRowid),
    hear: (kioskNo, now) => void hear.run(now, kioskNo),
    tell: (kioskNo, { ledger, head, watermark }, now) =>
      void tell.run(ledger, head, watermark ?? null, now, kioskNo),
    putState: (kioskNo, state) => void put.run(state.online ? 1 : 0, JSON.stringify(state), kioskNo),
    provedUpTo: (kioskNo, ledger, at) => void proved.run({ at, kioskNo, ledger }),
    settle: (kioskNo) => void settle.run(kioskNo),
    retire: (id, at) => void retire.run(at, id),
  };
};
