import type { ServerResponse } from 'node:http';
import type { LiveEvent, LivePage } from '../api/live.ts';
import type { Today } from '../api/today.ts';
import { iso } from '../views/time-of-day.ts';
import type { Office } from './office.ts';

const lookMs = 1_000;
const pingMs = 10_000;
/** Without a press the usual marks still move with the clock. */
const refreshMs = 60_000;
const mostScreens = 300;

/** Tells every open page what changed. */
export interface LiveFeed {
  /** Feeds one page; `check` says whether its session still lives. False: there are too many already. */
  open(response: ServerResponse, check: () => 'alive' | 'signed-out' | 'idle'): boolean;
  close(): void;
}

interface Screen {
  send(event: LiveEvent): void;
  end(why: 'signed-out' | 'idle'): void;
  readonly check: () => 'alive' | 'signed-out' | 'idle';
}

// What each page is drawn from, as cheap as it can be asked: a page's numbers are old when its mark is another.
const marks: Readonly<Record<LivePage, string>> = {
  kiosks: `SELECT (coalesce(max(last_heard_at), 0) / 10000) || ' ' || total(online) || ' ' || total(told_head) || ' ' || count(retired_at) || ' ' || (SELECT count(*) || ' ' || count(used_at) || ' ' || count(withdrawn_at) FROM enrolment) FROM kiosk`,
  alarms: `SELECT count(*) || ' ' || coalesce(max(alarm_no), 0) || ' ' || (SELECT count(*) FROM alarm_seen) FROM alarm WHERE resolved_at IS NULL`,
  periods: `SELECT (SELECT count(*) FROM closing) || ' ' || (SELECT count(*) FROM supplement) || ' ' || (SELECT count(*) FROM void) || ' ' || (SELECT coalesce(max(audit_seq), 0) FROM dossiers)`,
  comments: `SELECT (SELECT count(*) FROM comment_text) || ' ' || (SELECT coalesce(max(taken_at), 0) FROM comment_care)`,
  registry: `SELECT coalesce(max(seq), 0) FROM journal WHERE body ->> '$.what.kind' IN ('departments', 'counters')`,
  settings: `SELECT coalesce(max(audit_seq), 0) || ' ' || (SELECT count(*) FROM cut_off) FROM setting`,
  people: `SELECT count(*) || ' ' || total(off_at) || ' ' || total(last_sign_in_at) FROM person`,
};
const pages = Object.keys(marks) as LivePage[];

/**
 * One look a second for all pages together, and only while there is one. Asking SQLite how many rows this connection has
 * changed costs nothing; only then are the marks compared.
 */
export const liveFeedOf = (
  office: Pick<Office, 'store' | 'now' | 'log'>,
  today: () => Promise<Today>,
): LiveFeed => {
  const { store, now, log } = office;
  const { db } = store;
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  const arrivals = db.prepare<[], number>('SELECT arrivals FROM meta').pluck();
  const asked = pages.map((page) => [page, db.prepare<[], string>(marks[page]).pluck()] as const);
  const screens = new Set<Screen>();
  let timer: NodeJS.Timeout | undefined;
  let lastChanges = -1;
  let lastArrivals = -1;
  let known = new Map<LivePage, string>();
  let toldTodayAt = 0;
  let pingedAt = 0;
  let isAsking = false;
  /** Something changed while the answer was on its way: it may be of before. */
  let isStale = false;

  const markNow = (): Map<LivePage, string> =>
    new Map(asked.map(([page, mark]) => [page, String(mark.get())]));
  /** What the first page begins with: what changes before the first look is told, too. */
  const begin = (): void => {
    lastChanges = changes.get() ?? 0;
    lastArrivals = arrivals.get() ?? 0;
    known = markNow();
  };

  const tellAll = (event: LiveEvent): void => {
    for (const screen of screens) screen.send(event);
  };
  const tellToday = async (): Promise<void> => {
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    toldTodayAt = now();
    try {
      do {
        isStale = false;
        tellAll({ kind: 'today', today: await today() });
      } while (isStale && screens.size > 0);
    } catch (cause) {
      log({ code: 'console/live', message: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      isAsking = false;
    }
  };
  const look = (): void => {
    const at = now();
    if (at - pingedAt >= pingMs) {
      pingedAt = at;
      for (const screen of screens) {
        const state = screen.check();
        if (state === 'alive') screen.send({ kind: 'ping', at: iso(at) });
        else screen.end(state);
      }
    }
    const count = changes.get() ?? 0;
    if (count !== lastChanges) {
      lastChanges = count;
      const fresh = markNow();
      const what = pages.filter((page) => known.get(page) !== fresh.get(page));
      known = fresh;
      if (what.length > 0) tellAll({ kind: 'changed', what, at: iso(at) });
      const stood = arrivals.get() ?? 0;
      const isNew = stood !== lastArrivals || what.some((page) => page === 'kiosks' || page === 'alarms');
      lastArrivals = stood;
      if (isNew) void tellToday();
    }
    if (at - toldTodayAt >= refreshMs) void tellToday();
  };

  return {
    open: (response, check) => {
      if (screens.size >= mostScreens) return false;
      let waiting: string | undefined;
      let isBlocked = false;
      const write = (text: string): void => {
        isBlocked = !response.write(text);
      };
      const screen: Screen = {
        check,
        // A page that does not read is not queued for: it gets the newest when it reads again.
        send: (event) => {
          const text = `event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
          if (isBlocked) waiting = event.kind === 'today' ? text : waiting;
          else write(text);
        },
        end: (why) => {
          screens.delete(screen);
          const event: LiveEvent = { kind: 'ended', why };
          response.end(`event: ended\ndata: ${JSON.stringify(event)}\n\n`);
        },
      };
      response.on('drain', () => {
        isBlocked = false;
        const text = waiting;
        waiting = undefined;
        if (text) write(text);
      });
      response.on('close', () => {
        screens.delete(screen);
        if (screens.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      });
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      });
      if (screens.size === 0) begin();
      screens.add(screen);
      timer ??= setInterval(look, lookMs);
      // A page asks for its numbers itself; what came between its question and this stream is told with the next look.
      toldTodayAt = Number.NEGATIVE_INFINITY;
      screen.send({ kind: 'ping', at: iso(now()) });
      return true;
    },
    close: () => {
      clearInterval(timer);
      for (const screen of screens) screen.end('signed-out');
    },
  };
};
