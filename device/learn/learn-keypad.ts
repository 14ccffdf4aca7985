import type { FoundHidDevice } from '../find/found-device.ts';
import { hidLink } from '../link/hid-link.ts';
import { decodeBootReport, type KeyUsage } from '../protocol/hid-keyboard.ts';
import { keyUsages } from '../spec/hid-spec.ts';
import type { RawSpec } from '../spec/parsed.ts';
import { askInTurn, type LearnContext, listenTo } from './learn-context.ts';
import type { Gesture } from './learn-machine.ts';

/** A press, once all keys are up again. Keypads with a zero-zero or Num Lock of their own type several keys at once. */
export const createKeypadGestures = (onGesture: (gesture: Gesture<KeyUsage>) => void) => {
  let pressed = new Set<KeyUsage>();
  return (report: Uint8Array): void => {
    const keys = decodeBootReport(report, undefined);
    if (keys === undefined) return;
    for (const key of keys) pressed.add(key);
    if (keys.length > 0 || pressed.size === 0) return;
    const [key, ...others] = pressed;
    pressed = new Set();
    if (key === undefined) return;
    onGesture(others.length > 0 ? { kind: 'several' } : { kind: 'one', id: keyUsages.format(key), raw: key });
  };
};

export const learnKeypad = (context: LearnContext, device: FoundHidDevice): Promise<RawSpec> => {
  let read: (report: Uint8Array) => void = () => {};
  const link = hidLink(
    device.path,
    async () => device.path,
    () => {},
  );
  return listenTo(
    link,
    context,
    (report) => read(report),
    async (listening) => {
      context.tell({ tell: 'detected', profile: 'hid-keyboard' });
      const { answer, done } = askInTurn<KeyUsage>(context, listening);
      read = createKeypadGestures(answer);
      const learnt = await done;
      return {
        profile: 'hid-keyboard',
        buttons: Object.fromEntries(learnt.map(({ button, raw }) => [button, keyUsages.format(raw)])),
      };
    },
  );
};
