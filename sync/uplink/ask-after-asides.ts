import type { CentreId, Instant, KioskId, Seq } from '../domain/ids.ts';
import type { LedgerAside, LostAside } from '../ledger/ledgers-aside.ts';
import type { Ledger } from '../ledger/port.ts';
import { type LedgerReader, readLedger } from '../ledger/read-ledger.ts';
import { type ClockSample, decodeReceipt } from '../wire/messages.ts';
import { buildQuestion } from './build-batch.ts';
import { checkReceipt } from './check-receipt.ts';

/** How long an answer is good for: a centre may be restored while nothing else shows it. */
const askAfreshMs = 600_000;

/** Asks the centre whether it still has what it confirmed of ledgers that were set aside, and hears the answers. */
export interface AsideWatch {
  /** Asks after all of them. */
  askAll(): void;
  /** Asks after those whose answer is missing or old. */
  askDue(): void;
  /** A receipt as it came; true when it is about one of these ledgers. */
  hear(payload: Uint8Array, isRetained: boolean): boolean;
  /** What the centre has lost. */
  lost(): readonly LostAside[];
}

interface Watched extends LedgerAside {
  answeredAtMs: number;
  /** When the centre said that it stands lower; a receipt that was long on its way says so too, so it is asked once more. */
  doubtedAt: Instant | undefined;
  lost: LostAside | undefined;
}

export const watchAsides = (options: {
  readonly aside: readonly LedgerAside[];
  /** The ledger in use: it knows the centre's key. */
  readonly current: Pick<Ledger, 'centreKey'>;
  readonly centre: CentreId;
  readonly kiosk: KioskId;
  readonly nowMs: () => number;
  readonly readClock: () => ClockSample;
  readonly ask: (payload: string) => void;
  /** Reads from a file; undefined when it cannot be read now. */
  readonly fromLedger: <T>(work: () => T) => T | undefined;
}): AsideWatch => {
  const { current, centre, kiosk, nowMs, fromLedger } = options;
  // One ledger may lie here twice, where a restored image was set aside again: each copy answers for its own entries.
  const watched = options.aside.map(
    (ledger): Watched => ({
      ...ledger,
      answeredAtMs: Number.NEGATIVE_INFINITY,
      doubtedAt: undefined,
      lost: undefined,
    }),
  );

  const reading = <T>({ path }: LedgerAside, work: (ledger: LedgerReader) => T): T | undefined =>
    fromLedger(() => {
      const ledger = readLedger(path);
      try {
        return work(ledger);
      } finally {
        ledger.close();
      }
    });

  // Asked from the watermark: where another entry stands there, the centre says so.
  const ask = (aside: Watched): void => {
    if (aside.lost) return;
    const next = (aside.watermark + 1) as Seq;
    const question = reading(aside, (ledger) => buildQuestion(ledger, options.readClock(), next));
    if (question) options.ask(question.payload);
  };

  const judge = (aside: Watched, payload: Uint8Array): void => {
    const checked = reading(aside, ({ id, hashAt }) =>
      checkReceipt(payload, { id, hashAt, centreKey: current.centreKey }, centre, kiosk),
    );
    if (!checked || checked.is === 'flawed') return;
    const { upTo } = checked.receipt;
    if (checked.is === 'twin' && upTo <= aside.watermark) {
      // What the centre confirmed here is another entry now: it went on from before, with somebody else's.
      aside.lost = { path: aside.path, above: 0 as Seq };
      return;
    }
    aside.answeredAtMs = nowMs();
    if (checked.is === 'twin' || upTo >= aside.watermark) {
      aside.doubtedAt = undefined;
      return;
    }
    const doubtedAt = aside.doubtedAt ?? checked.at;
    aside.doubtedAt = doubtedAt;
    if (checked.at > doubtedAt) aside.lost = { path: aside.path, above: upTo };
    else ask(aside);
  };

  return {
    askAll: () => {
      for (const aside of watched) ask(aside);
    },
    askDue: () => {
      for (const aside of watched) {
        const isDue = aside.doubtedAt !== undefined || nowMs() - aside.answeredAtMs >= askAfreshMs;
        if (isDue) ask(aside);
      }
    },
    hear: (payload, isRetained) => {
      const decoded = decodeReceipt(payload);
      const meant = watched.filter(({ id }) => decoded.ok && decoded.value.ledger === id);
      // What the broker kept is as old as its memory; and only a centre that is known is believed.
      if (!isRetained && current.centreKey() !== undefined)
        for (const aside of meant) if (!aside.lost) judge(aside, payload);
      return meant.length > 0;
    },
    lost: () => watched.flatMap(({ lost }) => lost ?? []),
  };
};
