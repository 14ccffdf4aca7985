import { describe, expect, it } from 'vitest';
import { maxCommentLength, parseCommand } from '../../kiosk-app/contract/command.ts';

describe('parseCommand', () => {
  it.each([
    { do: 'press', category: 'comment', touch: 'a-1' },
    { do: 'withdraw', seq: 3 },
    { do: 'comment', seq: 3, text: 'Tốt' },
    { do: 'typing', seq: 3 },
    { do: 'dismiss' },
    { do: 'key', code: 'Numpad1', touch: 'a-2' },
    { do: 'heartbeat', frame: 12 },
  ])('reads $do', (command) => expect(parseCommand(command)).toEqual(command));

  it('drops what does not belong to it', () =>
    expect(parseCommand({ do: 'dismiss', more: true })).toEqual({ do: 'dismiss' }));

  it.each([
    undefined,
    null,
    'press',
    [],
    {},
    { do: 'shutdown' },
    { do: 'press', category: 'happy', touch: 'a' },
    { do: 'press', category: 'comment' },
    { do: 'press', category: 'comment', touch: '../../x' },
    { do: 'withdraw', seq: -1 },
    { do: 'withdraw', seq: '3' },
    { do: 'comment', seq: 3, text: 'x'.repeat(maxCommentLength + 1) },
    { do: 'heartbeat', frame: 1.5 },
    { do: 'key', code: 'x'.repeat(33), touch: 'a' },
  ])('refuses %j', (value) => expect(parseCommand(value)).toBeUndefined());
});
