import { commentHash } from '../../../sync/proof/comment-hash.ts';
import type { BenchCentre } from '../../centre/support/bench-centre.ts';
import { ratingDraft, type ScriptedKiosk, seq } from '../../centre/support/scripted-kiosk.ts';

/** A citizen presses the fifth button and writes something. */
export const writeComment = (centre: BenchCentre, kiosk: ScriptedKiosk, text: string): void => {
  const salt = 'ab'.repeat(16);
  const of = kiosk.write(ratingDraft({ category: 'comment' }));
  kiosk.pass(8_000);
  const at = kiosk.write({
    kind: 'comment',
    of,
    ofHash: kiosk.hashAt(of),
    textHash: commentHash(salt, text),
  });
  kiosk.pass(8_000);
  centre.take(kiosk.entriesTopic, kiosk.batch(of, at, { texts: [{ seq: seq(at), salt, text }] }));
};
