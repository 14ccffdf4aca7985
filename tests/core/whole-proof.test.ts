import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { systemTimers } from '../../kiosk-app/core/system-clock.ts';
import { proveLater } from '../../kiosk-app/core/whole-proof.ts';
import { openTestKiosk } from '../support/kiosk.ts';

it('finds damage that lies behind what a start proves, and tells the technician', async () => {
  const { kiosk, dataDir } = openTestKiosk();
  await kiosk.command({ do: 'press', category: 'comment', touch: 't1' });
  const db = new Database(join(dataDir, 'ledger.sqlite'));
  const { sql } = db
    .prepare(
      "SELECT group_concat('DROP TRIGGER ' || name, ';') AS sql FROM sqlite_schema WHERE type = 'trigger'",
    )
    .get() as {
    sql: string;
  };
  db.exec(sql);
  db.exec("UPDATE entry SET body = replace(body, 'touch', 'tauch') WHERE seq = 3");
  db.close();
  const lines: string[] = [];
  // The hour of the proof comes at once here; everything else is as it runs.
  const timers = { ...systemTimers, after: (_ms: number, run: () => void) => systemTimers.after(0, run) };
  const stop = proveLater(dataDir, kiosk, timers, (line) => lines.push(line.message));
  await vi.waitFor(() => expect(kiosk.snapshot().info.ledger.proof?.ok).toBe(false), { timeout: 20_000 });
  expect(kiosk.snapshot().info.ledger.proof?.firstBad).toMatch(/:3$/);
  expect(lines).toHaveLength(1);
  stop();
});
