import type { PanelProblem } from '../panel.ts';

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: PanelProblem };

export const bad = (
  code: string,
  message: string,
): { readonly ok: false; readonly problem: PanelProblem } => ({
  ok: false,
  problem: { code, message },
});

export const good = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

/** What a configuration is before it is known to be one. */
export type RawSpec = Readonly<Record<string, unknown>>;

export const asRecord = (raw: unknown): RawSpec | undefined =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : undefined;
