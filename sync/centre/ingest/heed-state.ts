import { genesisHash } from '../../domain/chain.ts';
import type { Instant, KioskId, Seq } from '../../domain/ids.ts';
import { fingerprintOf, sha256 } from '../../proof/signing.ts';
import type { StateMessage } from '../../wire/messages.ts';
import type { CentreStore } from '../store/centre-store.ts';
import type { Counters } from './counters.ts';
import type { Standing } from './receipts.ts';

/**
 * Takes a kiosk's state; runs inside the intake's transaction. It is not signed, so it moves no evidence: it says who is
 * alive and where a kiosk believes it stands.
 * @param isRetained the broker kept it; when it was said is unknown, so it does not count as hearing from the kiosk
 * @returns what to tell the kiosk after COMMIT when it does not know how far it is stored
 */
export const heedState = (
  store: CentreStore,
  counters: Counters,
  kiosk: KioskId,
  state: StateMessage,
  isRetained: boolean,
  receivedAt: Instant,
): Standing | undefined => {
  const { evidence, kiosks, commands, alarms } = store;
  const { id, key, head, watermark } = state.ledger;
  if (fingerprintOf(key) !== id) {
    counters.count('foreignKeys');
    return undefined;
  }
  const held = evidence.ledger(id);
  if (held && held.kiosk !== kiosk) {
    counters.count('claimed');
    return undefined;
  }
  counters.count('states');
  const kioskNo = kiosks.numberOf(kiosk, receivedAt);
  kiosks.putState(kioskNo, state);
  if (state.command) commands.answer(kiosk, state.command, receivedAt);
  // A last will speaks in the kiosk's name after it fell silent, with what it said when it connected.
  if (state.online && !isRetained) {
    kiosks.hear(kioskNo, receivedAt);
    kiosks.tell(kioskNo, { ledger: id, head, watermark }, receivedAt);
    kiosks.settle(kioskNo);
  }

  const upTo = held?.upTo ?? (0 as Seq);
  if (watermark > upTo) {
    const said = `kiosk ${kiosk} holds a receipt up to entry ${watermark}, the centre's store ends at ${upTo}: an older store was restored; the kiosk sends the rest again`;
    alarms.raise('centre-restored', id, said, receivedAt);
  } else alarms.resolve('centre-restored', id, receivedAt);
  if (head < upTo) {
    const said = `kiosk ${kiosk} ends at entry ${head}, the centre holds ${upTo}: an older image of the kiosk was restored`;
    alarms.raise('ledger-shortened', id, said, receivedAt);
  }
  // A ledger that is new here is greeted: the receipt is also the first word of the centre's clock that a kiosk hears.
  if (held && watermark === upTo && head >= upTo) return undefined;
  return { kiosk, ledger: id, upTo, head: held?.head ?? genesisHash(sha256, id) };
};
