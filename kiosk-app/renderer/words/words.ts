import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { FactWords } from '../technician/facts.ts';

/** A category's name. `lead` and `key` together, in order, are the whole wording; `key` is broken between words that belong together. */
export interface CategoryWords {
  readonly full: string;
  readonly lead?: string;
  readonly key: readonly [string, ...string[]];
}

/**
 * The whole name cut where a line may break; joined, it is `full` to the letter. A space goes with the part before it, and
 * languages without spaces between words are cut the same way.
 */
export const nameParts = ({ full, lead, key }: CategoryWords): readonly string[] => {
  const parts: string[] = [];
  let rest = full;
  for (const part of [...(lead === undefined ? [] : [lead]), ...key]) {
    const space = rest.startsWith(`${part} `) ? ' ' : '';
    parts.push(part + space);
    rest = rest.slice(part.length + space.length);
  }
  return rest === '' ? parts : [full];
};

/** Teaching a panel, on the technician's page. */
export interface LessonWords {
  readonly begin: string;
  readonly choose: string;
  readonly none: string;
  readonly looking: string;
  readonly ask: (button: number) => string;
  readonly several: string;
  readonly already: (button: number) => string;
  readonly done: string;
  readonly failed: string;
  readonly back: string;
}

/** Every word the citizen's screen can say. A language that lacks one does not build. */
export interface Words {
  readonly categories: Readonly<Record<CategoryId, CategoryWords>>;
  readonly groups: { readonly satisfied: string; readonly dissatisfied: string; readonly comment: string };
  readonly counter: string;
  readonly bar: {
    readonly languages: string;
    readonly display: string;
    readonly largeText: string;
    readonly contrast: string;
    readonly reach: string;
  };
  readonly choose: { readonly prompt: string };
  readonly waiting: { readonly question: string; readonly invitation: string };
  readonly pressed: { readonly writing: string };
  readonly thanks: { readonly title: string; readonly recorded: string; readonly takeBack: string };
  /** How the panel's buttons take a rating back, and move on the screen. */
  readonly steering: { readonly hint: string; readonly legend: string };
  readonly takenBack: { readonly title: string; readonly text: string };
  readonly comment: {
    readonly invitation: string;
    readonly note: string;
    readonly field: string;
    readonly skip: readonly [string, ...string[]];
    readonly send: string;
    readonly closing: string;
  };
  readonly keyboard: {
    readonly name: string;
    readonly space: string;
    readonly shift: string;
    readonly backspace: string;
    readonly letters: string;
    readonly digits: string;
    readonly method: string;
  };
  readonly repeat: { readonly title: string; readonly text: readonly string[] };
  readonly notRecorded: { readonly title: string; readonly text: readonly string[]; readonly again: string };
  readonly staffCode: string;
  readonly outOfService: { readonly title: string; readonly text: readonly string[] };
  readonly closed: {
    readonly title: string;
    readonly opensAgain: string;
    readonly opensAt: (weekday: string, hour: number, minute: number) => string;
    /** The same on a day that is a week away or more. */
    readonly opensOn: (
      weekday: string,
      date: { readonly day: number; readonly month: number },
      hour: number,
      minute: number,
    ) => string;
    /** Index 0 is Monday. */
    readonly weekdays: readonly [string, string, string, string, string, string, string];
    readonly noRatings: string;
  };
  readonly starting: { readonly title: string; readonly text: string };
  readonly screenOff: string;
  /** What the centre asked of the kiosk: to show its name, or that somebody tests its buttons. */
  readonly asked: {
    readonly title: string;
    readonly test: string;
    readonly testText: string;
    readonly answered: (button: number, hasAnswered: boolean) => string;
    readonly allAnswered: string;
  };
  readonly technician: {
    readonly title: string;
    readonly pin: string;
    readonly wrongPin: string;
    readonly open: string;
    readonly close: string;
    readonly facts: FactWords;
    readonly lesson: LessonWords;
  };
}

/** `draft` waits for a native speaker's check. That is never shown on the screen: a citizen cannot act on it. */
export interface LanguageEntry {
  /** The language's name in its own script. */
  readonly name: string;
  readonly status: 'checked' | 'draft';
  readonly words: Words;
}
