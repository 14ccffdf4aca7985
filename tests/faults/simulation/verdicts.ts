import type { Item } from './media.ts';

/** What a run finds wrong, and what the world itself has destroyed so that nobody could bring it back. */
export interface Verdicts {
  violate(what: string): void;
  violations(): readonly string[];
  /** The last medium that held these is gone, and nobody had been told that they were safe. */
  excuse(items: Iterable<Item>): void;
  isExcused(item: Item): boolean;
  excused(): number;
  /** The centre said in a receipt that it has this ledger up to here. */
  heardReceipt(ledger: string, upTo: number): void;
  /** A kiosk believes that the centre has its ledger up to here: somebody must have said so. */
  checkWatermark(who: string, ledger: string, watermark: number): void;
}

export const createVerdicts = (): Verdicts => {
  const violations: string[] = [];
  const excused = new Set<Item>();
  const said = new Map<string, number>();
  const violate = (what: string): void => {
    if (violations.length < 30 && !violations.includes(what)) violations.push(what);
  };
  return {
    violate,
    violations: () => violations,
    excuse: (items) => {
      for (const item of items) excused.add(item);
    },
    isExcused: (item) => excused.has(item),
    excused: () => excused.size,
    heardReceipt: (ledger, upTo) => {
      said.set(ledger, Math.max(said.get(ledger) ?? 0, upTo));
    },
    checkWatermark: (who, ledger, watermark) => {
      const upTo = said.get(ledger) ?? 0;
      if (watermark > upTo)
        violate(`${who}: the watermark stands at ${watermark}, the centre's receipts reach ${upTo}`);
    },
  };
};
