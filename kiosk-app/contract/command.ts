import { type CategoryId, isCategoryId } from '../../sync/domain/categories.ts';
import { isSeq, type Seq } from '../../sync/domain/ids.ts';

/** What a screen may ask the kiosk to do. */
export type Command =
  /** One touch on a tile. `touch` is minted by the page, so that a request sent twice is one press. */
  | { readonly do: 'press'; readonly category: CategoryId; readonly touch: string }
  /** "By mistake? Take it back": appends a withdrawal of the rating at `seq`. */
  | { readonly do: 'withdraw'; readonly seq: Seq }
  /** The text that goes with the comment rating at `seq`. */
  | { readonly do: 'comment'; readonly seq: Seq; readonly text: string }
  /** A key went down on the comment's keyboard: keeps it open. */
  | { readonly do: 'typing'; readonly seq: Seq }
  /** Leaves a message (thanks, comment without text, repeat, not recorded) for the choice. */
  | { readonly do: 'dismiss' }
  /** A key of a keyboard wedge, as the page received it; the kiosk's button map says whether it is a button. */
  | { readonly do: 'key'; readonly code: string; readonly touch: string }
  /** Knocks at the technician's door. Answered `ok` when the PIN is right or the kiosk asks for none. */
  | { readonly do: 'open-door'; readonly pin: string }
  /** Behind the door: lists what is plugged in, or teaches the device at `path`. The lesson is told in the snapshots. */
  | { readonly do: 'learn-panel'; readonly pin: string; readonly path?: string }
  | { readonly do: 'end-lesson' }
  /** The page really painted: `frame` counts painted frames, so that a frozen page is noticed. */
  | { readonly do: 'heartbeat'; readonly frame: number };

export type CommandAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** In UTF-16 units, as the ledger counts: a Khmer text of 300 characters as people count them may need three times as many. */
export const maxCommentLength = 4_000;
const touchId = /^[A-Za-z0-9-]{1,64}$/;
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max;

/** Reads a command at the edge; undefined when it is none. Unknown extra fields are dropped. */
export const parseCommand = (value: unknown): Command | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const f = value as Readonly<Record<string, unknown>>;
  switch (f.do) {
    case 'press':
      return isCategoryId(f.category) && isText(f.touch, 64) && touchId.test(f.touch)
        ? { do: 'press', category: f.category, touch: f.touch }
        : undefined;
    case 'withdraw':
      return isSeq(f.seq) ? { do: 'withdraw', seq: f.seq } : undefined;
    case 'comment':
      return isSeq(f.seq) && isText(f.text, maxCommentLength)
        ? { do: 'comment', seq: f.seq, text: f.text.normalize('NFC') }
        : undefined;
    case 'typing':
      return isSeq(f.seq) ? { do: 'typing', seq: f.seq } : undefined;
    case 'dismiss':
      return { do: 'dismiss' };
    case 'key':
      return isText(f.code, 32) && isText(f.touch, 64) && touchId.test(f.touch)
        ? { do: 'key', code: f.code, touch: f.touch }
        : undefined;
    case 'open-door':
      return isText(f.pin, 8) && /^\d*$/.test(f.pin) ? { do: 'open-door', pin: f.pin } : undefined;
    case 'learn-panel':
      if (!isText(f.pin, 8) || !/^\d*$/.test(f.pin)) return undefined;
      if (f.path === undefined) return { do: 'learn-panel', pin: f.pin };
      return isText(f.path, 256) ? { do: 'learn-panel', pin: f.pin, path: f.path } : undefined;
    case 'end-lesson':
      return { do: 'end-lesson' };
    case 'heartbeat':
      return Number.isSafeInteger(f.frame) ? { do: 'heartbeat', frame: f.frame as number } : undefined;
    default:
      return undefined;
  }
};
