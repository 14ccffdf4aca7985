import { genesisHash } from '../../domain/chain.ts';
import type { Instant, KioskId, LedgerId, Seq } from '../../domain/ids.ts';
import { sha256 } from '../../proof/signing.ts';
import { sealText } from '../../wire/messages.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { LedgerRow } from '../store/evidence.ts';
import type { Counters } from './counters.ts';
import { type BatchVerdict, judgeBatch, type Link, type RefusalReason } from './judge-batch.ts';
import { runAfter } from './plain-run.ts';
import { lastOf, type ProvenBatch } from './prove-batch.ts';
import type { Standing } from './receipts.ts';

const counterOf = {
  'foreign-key': 'foreignKeys',
  'broken-chain': 'brokenChains',
  'bad-signature': 'badSignatures',
  claimed: 'claimed',
} as const satisfies Record<RefusalReason, string>;

const startOf = (kiosk: KioskId, ledger: LedgerId): Standing => ({
  kiosk,
  ledger,
  upTo: 0 as Seq,
  head: genesisHash(sha256, ledger),
});

/**
 * Writes one batch; runs inside the intake's transaction.
 * @returns what the sender is to be told after COMMIT: how far its ledger stands, at the end; nothing when it was refused
 */
export const writeBatch = (
  store: CentreStore,
  counters: Counters,
  kiosk: KioskId,
  batch: ProvenBatch,
  receivedAt: Instant,
): readonly Standing[] => {
  const { message } = batch;
  const { evidence, facts, boots, kiosks, alarms } = store;
  const held = evidence.ledger(message.ledger);
  const verdict: BatchVerdict = judgeBatch(held && evidence.viewOf(held), kiosk, batch);
  if (verdict.do === 'refuse') {
    counters.count(counterOf[verdict.reason]);
    if (verdict.reason === 'claimed' && held) {
      const said = `ledger ${held.id} belongs to kiosk ${held.kiosk} and now comes from kiosk ${kiosk} too; refused`;
      alarms.raise('ledger-claimed', `${held.id} ${kiosk}`, said, receivedAt);
    }
    return [];
  }

  const kioskNo = kiosks.numberOf(kiosk, receivedAt);
  kiosks.hear(kioskNo, receivedAt);

  const addLedger = (): LedgerRow => {
    const pinned = store.enrolled.ledgerOf(kiosk);
    const earlier = evidence.ledgers().filter((row) => row.kioskNo === kioskNo);
    if (pinned !== undefined && pinned !== message.ledger) {
      const said = `kiosk ${kiosk} was enrolled with ledger ${pinned} and now writes ${message.ledger}; it is taken and counted: see whether its disk was replaced`;
      alarms.raise('ledger-not-enrolled', kiosk, said, receivedAt);
    }
    // One that a person has just enrolled is no surprise.
    if (earlier.length > 0 && pinned !== message.ledger) {
      const said = `kiosk ${kiosk} writes a new ledger ${message.ledger}; before: ${earlier.map((row) => row.id).join(', ')}`;
      alarms.raise('ledger-replaced', kiosk, said, receivedAt);
    }
    const genesis = genesisHash(sha256, message.ledger);
    return evidence.addLedger(message.ledger, kioskNo, message.key, genesis, receivedAt);
  };

  // Every signed sample bounds its boot, also one in a batch that cannot be taken yet.
  const { clock } = message;
  const sampleBoot = boots.heed(kioskNo, clock.boot, clock.wall - clock.up);
  const { echo } = clock;
  const isEchoSound = echo !== undefined && echo.up <= clock.up && echo.at <= receivedAt;
  boots.observe(sampleBoot, { lower: isEchoSound ? echo.at - echo.up : null, upper: receivedAt - clock.up });

  const append = (links: readonly Link[], known: number): Standing => {
    counters.count('duplicates', known);
    const row = held ?? (links.length > 0 ? addLedger() : undefined);
    if (!row) return startOf(kiosk, message.ledger);
    evidence.append(row.ledgerNo, links, receivedAt);
    const of = { ledgerNo: row.ledgerNo, ledger: row.id, kioskNo };
    const run = batch.run && runAfter(batch.run, known);
    const { quarantined, newestAt } = facts.write(of, links, receivedAt, run);
    if (newestAt !== undefined) kiosks.provedUpTo(kioskNo, row.id, newestAt);
    if (message.texts) facts.writeTexts(of, message.texts);
    counters.count('entries', links.length);
    counters.count('quarantined', quarantined);
    if (quarantined > 0) {
      const said = `${quarantined} entries of ledger ${row.id} tell nothing that can be read; kept aside`;
      alarms.raise('entry-quarantined', row.id, said, receivedAt);
    }
    const last = links.at(-1);
    const standing: Standing = {
      kiosk,
      ledger: row.id,
      upTo: last?.seq ?? row.upTo,
      head: last?.hash ?? row.head,
    };
    const seal = { upTo: lastOf(message), signedText: sealText(lastOf(message), message), sig: message.sig };
    if (seal.upTo === standing.upTo) evidence.putSeal(row.ledgerNo, seal, receivedAt);
    return standing;
  };

  const standingOf = (row: LedgerRow | undefined): Standing =>
    row ? { kiosk, ledger: row.id, upTo: row.upTo, head: row.head } : startOf(kiosk, message.ledger);

  const decide = (): Standing => {
    switch (verdict.do) {
      case 'gap':
        counters.count('gaps');
        return standingOf(held);
      case 'fork': {
        counters.count('forks');
        const isNews =
          verdict.links.length === 0 || evidence.keepFork(held?.ledgerNo ?? 0, verdict.links, receivedAt) > 0;
        if (held && isNews) {
          const said = `ledger ${held.id} forks at entry ${verdict.at}: two different entries stand there; the second was kept aside`;
          alarms.raise('ledger-forked', held.id, said, receivedAt);
        }
        return standingOf(held);
      }
      case 'append':
        return append(verdict.links, verdict.known);
      default:
        return verdict satisfies never;
    }
  };
  /**
   * A question from a place where another entry stands is answered with that as well: the kiosk was told once that its own is
   * here. A standing further on would not say that this store has lost it.
   */
  const contradiction = (): readonly Standing[] => {
    if (verdict.do !== 'fork' || verdict.links.length > 0 || !held) return [];
    const head = evidence.viewOf(held).hashAt(verdict.at);
    return head ? [{ kiosk, ledger: held.id, upTo: verdict.at, head, isBehind: true }] : [];
  };
  const standings = [...contradiction(), decide()];
  counters.count('batches');
  boots.settle();
  kiosks.settle(kioskNo);
  return standings;
};
