import { statSync } from 'node:fs';
import type { Instant } from '../../domain/ids.ts';
import { isHashHex } from '../../domain/ids.ts';
import { reportDayOf } from '../../domain/period.ts';
import type { BackupView, CentreView, TimeCheck } from '../api/other-system.ts';
import { hourFollowerOf } from '../fleet/follow-hours.ts';
import { backupsIn, writeBackup } from '../keeping/backup.ts';
import { KeepingError } from '../keeping/keeping-error.ts';
import { checkTime } from '../keeping/time-check.ts';
import type { Actor } from '../people/roster.ts';
import { expiredComments } from '../views/comments.ts';
import { dayMs, instantAt, iso, nextDay, startOf } from '../views/time-of-day.ts';
import { kioskWatchOf } from '../watch/watch-kiosks.ts';
import { type Courier, courierOf } from '../webhooks/deliver.ts';
import { type Outbox, outboxOf } from '../webhooks/outbox.ts';
import { alarmTeller } from '../webhooks/tell-alarms.ts';
import { type ApiTokens, apiTokensOf } from './api-tokens.ts';
import { unable } from './http-problem.ts';
import type { Office } from './office.ts';

/** What the centre does by itself beside taking ratings in: watching, telling, backing up, forgetting what is due. */
export interface Keeper {
  readonly tokens: ApiTokens;
  readonly outbox: Outbox;
  readonly courier: Courier;
  backups(): BackupView;
  /** By hand; null: by the clock. */
  backUp(by: Actor | null): Promise<void>;
  checkTime(): Promise<TimeCheck>;
  centre(): CentreView;
  /** One look at everything that is due; called every few seconds. */
  tick(): Promise<void>;
}

const system: Actor = { address: '', isInside: true, personNo: 0, name: 'system' };
const timeCheckMs = 6 * 3_600_000;
const retryBackupMs = 15 * 60_000;
const watchMs = 15_000;
const forgetMs = 3_600_000;

export const keeperOf = (office: Office, version: string, passphrase: string | undefined): Keeper => {
  const { store, settings, sources, desk, now, note, log, counters } = office;
  const outbox = outboxOf(store.db, store.identity.centre);
  const courier = courierOf({ store, outbox, now });
  const watch = kioskWatchOf(store, sources, now);
  const followHours = hourFollowerOf(store, office.steering);
  const tellAlarms = alarmTeller(store, outbox, now);
  let time: TimeCheck | null = null;
  let lastProblem: BackupView['lastProblem'] = null;
  let backupTriedAt = 0;
  let timeTriedAt = 0;
  let watchedAt = 0;
  let forgotAt = 0;
  let backing: Promise<void> | undefined;

  const backupSetting = () => settings.at('backup', reportDayOf(now()));

  /** When the next backup is due: at the set time of the first day that has none. */
  const nextBackupAt = (): Instant | null => {
    const { folder, at } = backupSetting();
    if (folder === '') return null;
    const last = backupsIn(folder, store.identity.centre)[0]?.at ?? 0;
    const today = reportDayOf(now());
    const due = instantAt(today, at);
    if (last >= due) return instantAt(nextDay(today), at);
    // Yesterday's was missed, the machine was off: it is due at once.
    return last < due - dayMs && now() < due && last > 0 ? instantAt(nextDay(today, -1), at) : due;
  };

  const backUpNow = async (by: Actor | null): Promise<void> => {
    const { folder, keep } = backupSetting();
    if (folder === '')
      throw unable('backup/no-folder', 'set a folder for backups first', { field: 'folder' });
    backupTriedAt = now();
    try {
      const made = await writeBackup({ store, folder, keep, passphrase, now });
      lastProblem = null;
      store.transact(() => note(by ?? system, 'backup/made', made.file, { bytes: made.bytes }));
    } catch (cause) {
      if (!(cause instanceof KeepingError)) throw cause;
      lastProblem = { at: iso(now()), message: cause.message };
      log({ code: cause.code, message: cause.message });
      if (by) throw unable(cause.code.replace('keeping/', 'backup/'), cause.message);
    }
  };
  const backUp = (by: Actor | null): Promise<void> => {
    backing ??= backUpNow(by).finally(() => {
      backing = undefined;
    });
    return backing;
  };

  const ask = async (): Promise<TimeCheck> => {
    timeTriedAt = now();
    const { ntpServer } = settings.at('time', reportDayOf(now()));
    if (ntpServer === '')
      return { server: '', at: iso(now()), offsetMs: null, problem: 'no NTP server is set' };
    time = await checkTime(ntpServer, now);
    return time;
  };

  const forgetComments = (): void => {
    const { commentDays } = settings.at('retention', reportDayOf(now()));
    const before = (startOf(reportDayOf(now())) - commentDays * dayMs) as Instant;
    for (const id of expiredComments(sources, before)) {
      if (!isHashHex(id)) continue;
      store.transact(() => {
        desk.eraseComment(id, 'hết hạn lưu', 'system');
        store.db.prepare('UPDATE comment_care SET note = NULL WHERE identity = unhex(?)').run(id);
        note(system, 'comment/erased', id, { reason: 'hết hạn lưu' });
      });
    }
  };

  return {
    tokens: apiTokensOf(store.db),
    outbox,
    courier,
    backups: () => {
      const { folder } = backupSetting();
      const next = nextBackupAt();
      return {
        folder,
        nextAt: next === null ? null : iso(next),
        backups: backupsIn(folder, store.identity.centre).map((each) => ({ ...each, at: iso(each.at) })),
        lastProblem,
      };
    },
    backUp,
    checkTime: ask,
    centre: () => ({
      version,
      at: iso(now()),
      startedAt: iso(office.startedAt),
      counters: counters(),
      storeBytes: statSync(store.db.name).size,
      time,
    }),
    tick: async () => {
      if (now() - watchedAt >= watchMs) {
        watchedAt = now();
        watch();
        for (const config of followHours(settings.all(reportDayOf(now())))) office.publish(config);
      }
      if (now() - forgotAt >= forgetMs) {
        forgotAt = now();
        forgetComments();
      }
      tellAlarms();
      const due = nextBackupAt();
      if (due !== null && due <= now() && now() - backupTriedAt >= retryBackupMs) void backUp(null);
      if (now() - timeTriedAt >= timeCheckMs && settings.at('time', reportDayOf(now())).ntpServer !== '')
        void ask();
      await courier.round();
    },
  };
};
