import type { Command, CommandAnswer } from '../../kiosk-app/contract/command.ts';
import type { Snapshot } from '../../kiosk-app/contract/snapshot.ts';

/** A screen without a picture: what a window is to the host. */
export interface ScreenClient {
  readonly latest: () => Snapshot | undefined;
  subscribe(onSnapshot: (snapshot: Snapshot) => void): void;
  send(command: Command): Promise<CommandAnswer>;
  close(): void;
}

/** Opens the address that a kiosk prints. */
export const openScreen = async (address: string): Promise<ScreenClient> => {
  const url = new URL(address);
  const token = url.hash.replace('#k=', '');
  const stop = new AbortController();
  const listeners = new Set<(snapshot: Snapshot) => void>();
  let latest: Snapshot | undefined;
  const response = await fetch(`${url.origin}/api/events?k=${token}`, { signal: stop.signal });
  if (!response.ok || !response.body) throw new Error(`the host answered ${response.status}`);
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: snapshot\ndata: (.*)$/.exec(event)?.[1];
        if (data === undefined) continue;
        latest = JSON.parse(data) as Snapshot;
        for (const tell of listeners) tell(latest);
      }
    }
  };
  void read(response.body).catch(() => undefined);
  return {
    latest: () => latest,
    subscribe: (tell) => {
      listeners.add(tell);
      if (latest) tell(latest);
    },
    send: async (command) => {
      const answer = await fetch(`${url.origin}/api/command`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-mot-cham-token': token },
        body: JSON.stringify(command),
      });
      return (await answer.json()) as CommandAnswer;
    },
    close: () => stop.abort(),
  };
};
