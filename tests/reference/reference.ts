import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Counts } from '../../sync/domain/tally.ts';

const at = (name: string): string => join(import.meta.dirname, name);

export const referencePresses = at('presses-2021-02.csv');
export const referenceDepartments = at('departments.csv');

export interface ReferenceTable {
  readonly period: { readonly label: string; readonly from: string; readonly to: string };
  readonly rows: readonly {
    readonly order: number;
    readonly id: string;
    readonly name: string;
    readonly counts: Counts;
    readonly total: number;
  }[];
  readonly totals: { readonly counts: Counts; readonly total: number };
  readonly percent: readonly string[];
}

/** The centre's own table. */
export const readReference = (): ReferenceTable =>
  JSON.parse(readFileSync(at('phu-luc-ii-2021-02.json'), 'utf8')) as ReferenceTable;
