export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  /** A person's sign-in name; `system` for what the centre did by itself, `token:<name>` for another system. */
  readonly person: string;
  readonly from: string | null;
  /** `session/signed-in`, `period/closed`, `comment/opened` … */
  readonly action: string;
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Newest first; the next page is asked for with `before`. */
export interface AuditView {
  readonly entries: readonly AuditEntry[];
  readonly total: number;
  /** Whether the chain holds from the first entry to the last, proven for this answer. */
  readonly chain: { readonly isWhole: boolean; readonly upTo: number; readonly head: string };
}
export interface AuditQuery {
  readonly before?: number;
  readonly person?: string;
  readonly action?: string;
}
