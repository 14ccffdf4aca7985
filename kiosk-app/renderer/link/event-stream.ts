export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

// A snapshot is a few kilobytes; a stream that never ends a block is not ours.
const maxPending = 256 * 1024;

/**
 * Cuts the text of an event stream (WHATWG HTML, "server-sent events") into events. Feed it pieces as they come; it keeps what is
 * not yet whole. Only `event` and `data` matter to us. Throws RangeError on a block that never ends.
 */
export const eventStreamParser = (): ((piece: string) => readonly StreamEvent[]) => {
  let pending = '';
  return (piece) => {
    pending += piece;
    const blocks = pending.split(/\r?\n\r?\n/);
    pending = blocks.pop() ?? '';
    if (pending.length > maxPending) throw new RangeError('an event without an end');
    return blocks.flatMap((block) => {
      let name = 'message';
      const data: string[] = [];
      for (const line of block.split(/\r?\n/)) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
    });
  };
};
