import type { CategoryId } from '../../../sync/domain/categories.ts';
import type { CounterId, DepartmentId } from '../../../sync/domain/ids.ts';

/** Whether the wall clock told the truth from the beginning of a boot to its end. */
export interface BootRecord {
  isHonest: boolean;
}

/**
 * What the citizen, or the panel in the citizen's name, was told.
 * `accepted`: a press that was told again after a crash and found to be written; whether it counts was decided before.
 */
export type Told = 'nothing' | 'thanked' | 'repeat' | 'accepted' | 'refused';

/** One press of one citizen, as the world knows it; the ledger knows it by `name`. */
export interface Press {
  readonly name: string;
  readonly machine: string;
  readonly category: CategoryId;
  readonly department: DepartmentId;
  readonly counter: CounterId;
  /** True time of the first and of the last time it was told to a kiosk. */
  readonly firstToldAt: number;
  lastToldAt: number;
  told: Told;
  undo: 'no' | 'asked' | 'confirmed';
  comment: { readonly text: string; isConfirmed: boolean } | undefined;
  /** The boots in which it was told. */
  readonly boots: Set<BootRecord>;
}

export interface PressLog {
  readonly all: Map<string, Press>;
  attempt(
    press: Pick<Press, 'name' | 'machine' | 'category' | 'department' | 'counter'>,
    trueNow: number,
  ): Press;
}

export const createPressLog = (): PressLog => {
  const all = new Map<string, Press>();
  return {
    all,
    attempt: (what, trueNow) => {
      if (all.has(what.name)) throw new Error(`two presses are called ${what.name}`);
      const press: Press = {
        ...what,
        firstToldAt: trueNow,
        lastToldAt: trueNow,
        told: 'nothing',
        undo: 'no',
        comment: undefined,
        boots: new Set(),
      };
      all.set(press.name, press);
      return press;
    },
  };
};
