/** Something in a store that is not as it was written, or does not follow from what was. */
export interface StoreFinding {
  /** `<LedgerId>:<seq>` for an entry, the ledger's id, or the part of the store. */
  readonly where: string;
  readonly reason: string;
}

export const maxFindings = 20;

export interface Findings {
  note(where: string, reason: string): void;
  isFull(): boolean;
  list(): readonly StoreFinding[];
}

export const collectFindings = (): Findings => {
  const findings: StoreFinding[] = [];
  return {
    note: (where, reason) => {
      if (findings.length < maxFindings) findings.push({ where, reason });
    },
    isFull: () => findings.length >= maxFindings,
    list: () => findings,
  };
};
