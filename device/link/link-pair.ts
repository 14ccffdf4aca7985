import type { PanelProblem } from '../panel.ts';
import { type Link, LinkError, type LinkEvents } from './link.ts';

/** The far end of a pair: what stands where the panel would. */
export interface FarEnd {
  send(bytes: Uint8Array): void;
  /** Called with what the near end writes. */
  onReceive: (bytes: Uint8Array) => void;
  /** Called when the near end opens the link. */
  onOpen: () => void;
  /** Pulls the plug. `silently`: the near end is not told, as serialport sometimes does not. */
  unplug(how?: 'silently'): void;
  plug(): void;
  /** Openings fail with this until it is undefined again. */
  refuseWith: PanelProblem | undefined;
  readonly isOpen: boolean;
}

/** Two linked ends in memory, with every failure that the port's contract allows. */
export const createLinkPair = (name = 'pair'): { readonly link: Link; readonly far: FarEnd } => {
  let near: LinkEvents | undefined;
  let plugs = 1;
  let isPlugged = true;

  const far: FarEnd = {
    send: (bytes) => {
      if (isPlugged) near?.data(bytes);
    },
    onReceive: () => {},
    onOpen: () => {},
    unplug: (how) => {
      isPlugged = false;
      const told = near;
      if (how !== 'silently') near = undefined;
      if (how !== 'silently') told?.lost({ code: 'panel/unplugged', message: `${name} was unplugged` });
    },
    plug: () => {
      isPlugged = true;
      plugs += 1;
    },
    refuseWith: undefined,
    get isOpen() {
      return near !== undefined;
    },
  };

  const link: Link = {
    name,
    open: async (events) => {
      if (far.refuseWith !== undefined) throw new LinkError(far.refuseWith);
      if (!isPlugged) {
        throw new LinkError({ code: 'panel/not-found', message: `${name} is not there: plug the panel in` });
      }
      near = events;
      const mine = plugs;
      setImmediate(() => far.onOpen());
      const isMine = (): boolean => isPlugged && mine === plugs && near === events;
      return {
        path: name,
        write: (bytes) => {
          if (isMine()) far.onReceive(bytes);
        },
        isPresent: async () => isPlugged && mine === plugs,
        close: async () => {
          if (near === events) near = undefined;
        },
      };
    },
  };
  return { link, far };
};
