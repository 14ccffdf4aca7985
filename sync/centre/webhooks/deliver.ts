import type { Instant } from '../../domain/ids.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { DueDelivery, Outbox } from './outbox.ts';
import { outcomeOf } from './retry.ts';
import { signatureHeader, signDelivery } from './sign-delivery.ts';

const timeoutMs = 10_000;
const atOnce = 5;
const longestProblem = 300;

/** Carries what is due to its receivers; one round at a time. */
export interface Courier {
  /** Delivers everything that is due now; resolves when each was tried once. */
  round(): Promise<void>;
}

const problemOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${cause.message}${inner}`.slice(0, longestProblem);
};

export const courierOf = (options: {
  readonly store: CentreStore;
  readonly outbox: Outbox;
  readonly now: () => Instant;
}): Courier => {
  const { store, outbox, now } = options;
  let running: Promise<void> | undefined;

  const send = async ({ deliveryNo, url, secret, payload, attempts }: DueDelivery): Promise<void> => {
    let status: number | null = null;
    let problem: string | null = null;
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'mot-cham',
          [signatureHeader]: signDelivery(secret, payload, now()),
        },
        body: payload,
        // A receiver that sends us elsewhere could send us anywhere.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      status = response.status;
      await response.body?.cancel();
      if (!response.ok) problem = `answered ${status}`;
    } catch (cause) {
      problem = problemOf(cause);
    }
    const outcome = outcomeOf(status, attempts + 1, now());
    // The centre may have been closed while the receiver thought.
    if (store.db.open) store.transact(() => outbox.settle(deliveryNo, outcome, status, problem));
  };

  const carry = async (): Promise<void> => {
    for (let due = outbox.due(now(), atOnce); due.length > 0; due = outbox.due(now(), atOnce)) {
      await Promise.all(due.map(send));
      if (!store.db.open) return;
    }
  };
  return {
    round: () => {
      running ??= carry().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
};
